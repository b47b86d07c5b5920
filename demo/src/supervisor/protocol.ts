// Messages between the supervisor and the processes it started (Node's IPC channel). The supervisor owns what is true: who listens
// where and which faults are on; services only hear of it.
import type { Fault, FaultChange } from '../faults/kinds.ts';
import type { Endpoints } from '../services.ts';

/** What the admin page and API ask the supervisor for. `input` comes from outside and is not checked yet. */
export type AdminRequest =
  | { action: 'list' }
  | { action: 'start-fault'; input: unknown }
  | { action: 'start-scenario'; input: unknown }
  | { action: 'stop'; id?: string };

/** An answer with the meaning of an HTTP status. */
export interface AdminReply {
  status: number;
  body: unknown;
}

export type ToService =
  | { type: 'endpoints'; endpoints: Endpoints }
  | { type: 'faults'; faults: Fault[]; change?: FaultChange }
  | { type: 'admin-reply'; id: number; reply: AdminReply };

export type FromService =
  { type: 'ready'; endpoints: Endpoints } | { type: 'admin'; id: number; request: AdminRequest };
