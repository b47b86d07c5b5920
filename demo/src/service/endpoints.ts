// Where the other services listen, as the supervisor last said. A rolled out version has another port, so ask before each call.
import { EventEmitter } from 'node:events';
import type { EndpointName, Endpoints } from '../services.ts';

let endpoints: Endpoints = {};
const changes = new EventEmitter<{ change: [] }>();

/** Takes over what the supervisor says and tells those who hold connections. */
export function setEndpoints(next: Endpoints): void {
  endpoints = next;
  changes.emit('change');
}

/** Calls `listener` after each change. */
export function onEndpointsChange(listener: () => void): void {
  changes.on('change', listener);
}

/** The peer's URL without a final slash, undefined until the supervisor has told it. */
export function knownEndpoint(name: EndpointName): string | undefined {
  return endpoints[name];
}

/** @throws Error while the supervisor has not told where `name` listens */
export function endpointUrl(name: EndpointName): string {
  const url = endpoints[name];
  if (url === undefined) throw new Error(`The address of ${name} is not known yet`);
  return url;
}
