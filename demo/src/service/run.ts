// The life of one service process: start, tell the supervisor, hear of faults and endpoints, end. It ends by SIGTERM or when the
// supervisor is gone, however that happened, so that no process stays behind.
import { setActiveFaults } from '../faults/active.ts';
import type { FaultChange } from '../faults/kinds.ts';
import type { Endpoints } from '../services.ts';
import type { AdminReply, AdminRequest, FromService, ToService } from '../supervisor/protocol.ts';
import { shutdownTelemetry } from '../telemetry/register.ts';
import { setEndpoints } from './endpoints.ts';

/** A started service: where it listens, and how to end it once its last answers are out. */
export interface RunningService {
  readonly endpoints: Endpoints;
  close(): Promise<void>;
}

const SHUTDOWN_MS = 2_000;
const pending = new Map<number, (reply: AdminReply) => void>();
let lastAdminId = 0;
let faultListener: (change: FaultChange) => void = () => undefined;

/** Asks the supervisor, which owns the faults. */
export function askSupervisor(request: AdminRequest): Promise<AdminReply> {
  return new Promise((resolve) => {
    const id = ++lastAdminId;
    pending.set(id, resolve);
    send({ type: 'admin', id, request });
  });
}

/** Calls `listener` whenever a fault has been switched on or off. */
export function onFaultChange(listener: (change: FaultChange) => void): void {
  faultListener = listener;
}

/** Runs a service until it is told to end. Returns when it is ready. */
export async function runService(start: () => Promise<RunningService>): Promise<void> {
  process.on('message', receive);
  process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group; the supervisor ends us in order.
  const starting = start();
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), 2 * SHUTDOWN_MS).unref();
    const closed = starting.then((service) => service.close()).catch(() => undefined);
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, SHUTDOWN_MS))]);
    await shutdownTelemetry(SHUTDOWN_MS);
    process.exit(0);
  };
  process.on('SIGTERM', () => void end());
  process.on('disconnect', () => void end());
  const service = await starting;
  send({ type: 'ready', endpoints: service.endpoints });
}

function receive(message: unknown): void {
  const told = message as ToService;
  if (told.type === 'endpoints') setEndpoints(told.endpoints);
  if (told.type === 'faults') {
    setActiveFaults(told.faults);
    if (told.change) faultListener(told.change);
  }
  if (told.type === 'admin-reply') {
    pending.get(told.id)?.(told.reply);
    pending.delete(told.id);
  }
}

function send(message: FromService): void {
  process.send?.(message);
}
