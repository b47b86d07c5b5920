// The truth about what is broken: starts and stops faults, ends those whose time is over, and reports every change to one listener.
import { randomUUID } from 'node:crypto';
import type { Fault, FaultChange } from './kinds.ts';
import type { FaultRequest } from './parseFault.ts';

type ChangeListener = (change: FaultChange, active: readonly Fault[]) => void;

/** The same kind of fault is already on at the same target. */
export class FaultConflictError extends Error {
  override readonly name = 'FaultConflictError';
}

export class FaultBoard {
  readonly #active = new Map<string, { fault: Fault; timer: NodeJS.Timeout | undefined }>();
  readonly #onChange: ChangeListener;

  constructor(onChange: ChangeListener) {
    this.#onChange = onChange;
  }

  get active(): Fault[] {
    return [...this.#active.values()].map(({ fault }) => fault);
  }

  /** @throws FaultConflictError when the same kind is on at the same target */
  start({ kind, target, intensity, durationSeconds }: FaultRequest, scenario?: string): Fault {
    const same = this.active.find((fault) => fault.kind === kind && fault.target === target);
    if (same)
      throw new FaultConflictError(
        `${kind} is already on at ${target}; stop it first (DELETE /admin/faults/${same.id})`,
      );
    const startedAt = Date.now();
    const fault: Fault = {
      id: randomUUID(),
      kind,
      target,
      intensity,
      startedAt,
      ...(durationSeconds !== undefined && { endsAt: startedAt + durationSeconds * 1_000 }),
      ...(scenario !== undefined && { scenario }),
    };
    this.#active.set(fault.id, { fault, timer: undefined });
    this.#endInTime(fault);
    this.#onChange({ event: 'started', reason: 'asked', fault, at: startedAt }, this.active);
    return fault;
  }

  /** Stops one fault, or all of them without an id. Returns those that were on. */
  stop(id?: string, reason: FaultChange['reason'] = 'asked'): Fault[] {
    const ids = id === undefined ? [...this.#active.keys()] : [id];
    return ids.map((each) => this.#end(each, reason)).filter((fault) => fault !== undefined);
  }

  /** Timers run by another clock than `endsAt` and may fire a millisecond early by it: what is left is waited for again. */
  #endInTime(fault: Fault): void {
    const entry = this.#active.get(fault.id);
    if (!entry || fault.endsAt === undefined) return;
    const left = fault.endsAt - Date.now();
    if (left <= 0) this.#end(fault.id, 'duration over');
    else entry.timer = setTimeout(() => this.#endInTime(fault), left);
  }

  #end(id: string, reason: FaultChange['reason']): Fault | undefined {
    const entry = this.#active.get(id);
    if (!entry) return undefined;
    clearTimeout(entry.timer);
    this.#active.delete(id);
    this.#onChange({ event: 'stopped', reason, fault: entry.fault, at: Date.now() }, this.active);
    return entry.fault;
  }
}
