// Whether a WatchingCat server answers, and which version it is: for configuration pages and start-up checks.
import type { Decoder } from './decode.ts';
import { fields, text } from './decode.ts';
import { ask } from './request.ts';
import type { Transport } from './transport.ts';

export interface ServerHealth {
  readonly status: string;
  readonly version: string;
}

const healthAnswer: Decoder<ServerHealth> = fields<ServerHealth>({ status: text, version: text });

/** @throws TelemetryError when there is no WatchingCat server at the other end */
export function serverHealth(transport: Transport, signal?: AbortSignal): Promise<ServerHealth> {
  return ask(transport, { path: '/api/v1/health', signal }, healthAnswer);
}
