// The running total of one stream of delta points, and what to do about it when a batch fails. Pure: knows nothing of values and bytes.
//
// A point is a step: the total after it, for its interval. Steps are in order of time. What a step's batch came to decides what it is:
// - A stored step counts for good, and so do all steps before it, as its total has them in it, even if their own batches failed.
// - Failed steps after the last stored one are taken back, once nothing that still waits is built on them.
// The sender repeats what failed. A step that counts or may still come to count is then written again with the total it had, and not
// added again; one that was taken back is added like a new one.

/** Points whose batches failed, but which count: the last so many are remembered for when they are sent again. */
const MAX_OWED = 16;

export class DeltaStep<State> {
  readonly stream: DeltaStream<State>;
  readonly startNs: number;
  readonly timeNs: number;
  /** The total at `timeNs`. */
  readonly total: State;
  /** Batches with this step that were not settled. */
  waiting = 0;
  isStored = false;
  /** The request that wrote it last. */
  request = -1;

  constructor(stream: DeltaStream<State>, startNs: number, timeNs: number, total: State) {
    this.stream = stream;
    this.startNs = startNs;
    this.timeNs = timeNs;
    this.total = total;
  }
}

/** The steps of a batch (or a request) are durable, or have failed. */
export function settleSteps(steps: readonly DeltaStep<unknown>[], isStored: boolean): void {
  for (const step of steps) {
    step.waiting--;
    step.isStored ||= isStored;
    step.stream.isTrim = false;
  }
  for (const { stream } of steps) if (!stream.isTrim) stream.trim();
}

export class DeltaStream<State> {
  #steps: DeltaStep<State>[] = [];
  isTrim = true;

  get isWaiting(): boolean {
    return this.#steps.some((step) => step.waiting > 0);
  }

  /** The newest step; undefined when the total is that of nothing. */
  get last(): DeltaStep<State> | undefined {
    return this.#steps.at(-1);
  }

  /** The step of this interval, if it was sent before. */
  find(startNs: number, timeNs: number): DeltaStep<State> | undefined {
    for (let i = this.#steps.length - 1; i >= 0 && this.#steps[i].timeNs >= timeNs; i--) {
      const step = this.#steps[i];
      if (step.timeNs === timeNs && step.startNs === startNs) return step;
    }
    return undefined;
  }

  /** Why no new step can have this interval. `startNs` 0: not known. */
  fault(startNs: number, timeNs: number): string | undefined {
    const { last } = this;
    if (startNs > timeNs) return 'its start is after its time';
    if (!last || (timeNs > last.timeNs && (startNs === 0 || startNs >= last.timeNs))) return undefined;
    return timeNs > last.timeNs
      ? 'its delta overlaps one that was added before'
      : 'its delta is older than one that was added before';
  }

  /** Adds a step, for which there is no `fault`. */
  append(startNs: number, timeNs: number, total: State): DeltaStep<State> {
    const step = new DeltaStep(this, startNs, timeNs, total);
    this.#steps.push(step);
    return step;
  }

  /** Forgets steps that can no longer matter. */
  trim(): void {
    this.isTrim = true;
    const steps = this.#steps;
    while (steps.length > 0 && !isAlive(steps[steps.length - 1])) steps.pop();
    const lastStored = steps.findLastIndex((step) => step.isStored);
    const owed = steps.slice(0, Math.max(0, lastStored)).filter((step) => !step.isStored || step.waiting > 0);
    if (lastStored > 0) this.#steps = [...owed.slice(-MAX_OWED), ...steps.slice(lastStored)];
  }
}

function isAlive(step: DeltaStep<unknown>): boolean {
  return step.isStored || step.waiting > 0;
}
