// A service's end of the channel to the supervisor: hears of endpoints and faults, asks for changes on the admin's behalf.
import { setActiveFaults } from '../faults/active.ts';
import type { FaultChange } from '../faults/kinds.ts';
import type { Endpoints } from '../services.ts';
import type { AdminReply, AdminRequest, FromService, ToService } from '../supervisor/protocol.ts';
import { setEndpoints } from './endpoints.ts';

const pending = new Map<number, (reply: AdminReply) => void>();
let lastAdminId = 0;
let faultListener: (change: FaultChange) => void = () => undefined;

/** Takes over what the supervisor says from now on. */
export function listenToSupervisor(): void {
  process.on('message', receive);
}

/** Tells the supervisor that this service serves, and where. */
export function reportReady(endpoints: Endpoints): void {
  send({ type: 'ready', endpoints });
}

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
