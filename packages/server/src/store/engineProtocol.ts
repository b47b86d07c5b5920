// The messages between the server (engineSupervisor.ts) and the process that runs the engine (engineProcess.ts). They travel by
// Node's IPC with structured cloning, so bytes stay bytes.
import type { StoreErrorCode } from './Store.ts';

/** A lane has sessions of its own, so that its calls never wait for those of another lane. `control` is for migrations and kills. */
export type EngineLane = 'control' | 'ingest' | 'interactive' | 'heavy';

/** Of an answer: text for `JSON.parse`, or ClickHouse's own columns. */
export type EngineFormat = 'JSONColumns' | 'Native';

export type EngineRequest =
  /** Runs `sql` after `setup` (a SET statement with settings and parameters, or nothing) on one session of the lane. */
  | {
      readonly kind: 'run';
      readonly id: number;
      readonly lane: EngineLane;
      readonly setup: string;
      readonly sql: string;
      readonly format: EngineFormat;
    }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'close' };

export type EngineReply =
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'openFailed'; readonly message: string }
  /** The answer in the format that was asked for; empty for statements without one. */
  | { readonly kind: 'done'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly id: number; readonly code: StoreErrorCode; readonly message: string };
