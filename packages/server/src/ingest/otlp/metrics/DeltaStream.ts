// The running total of one stream of delta points, and what becomes of it when a batch fails. Pure: knows nothing of values and bytes.
//
// A point is a step: its interval, and the total after it. A batch that fails is sent again, later than what came after it if the sender has a
// queue. So a failed step stays in its place in the total; when its interval comes again, it is written with the total that it had, and not
// added again: each delta counts once, whatever fails and in whatever order it is repeated. A failed step is taken back when the sender
// shows that it will not repeat it, by a delta of another interval that overlaps it.

export class DeltaStep<State> {
  readonly stream: DeltaStream<State>;
  readonly startNs: number;
  readonly timeNs: number;
  /** The total at `timeNs`. */
  readonly total: State;
  /** The request that it came with first, and the one that it came with last. */
  readonly firstRequest: number;
  lastRequest: number;
  /** Batches with this step that were not settled. */
  waiting = 0;
  isStored = false;

  constructor(stream: DeltaStream<State>, startNs: number, timeNs: number, total: State, request: number) {
    this.stream = stream;
    this.startNs = startNs;
    this.timeNs = timeNs;
    this.total = total;
    this.firstRequest = this.lastRequest = request;
  }

  get hasFailed(): boolean {
    return !this.isStored && this.waiting === 0;
  }
}

export class DeltaStream<State> {
  /** In order of time: from the newest one that was stored, and before it those that were not. */
  #steps: DeltaStep<State>[] = [];
  /** Numbers of 8 bytes in a total, roughly. */
  readonly numbers: number;
  isTrim = true;

  constructor(numbers: number) {
    this.numbers = numbers;
  }

  get isWaiting(): boolean {
    return this.#steps.some((step) => step.waiting > 0);
  }

  /** The newest step; undefined when the total is that of nothing. */
  get last(): DeltaStep<State> | undefined {
    return this.#steps.at(-1);
  }

  /** The step of this interval, if it came before. */
  find(startNs: number, timeNs: number): DeltaStep<State> | undefined {
    for (let i = this.#steps.length - 1; i >= 0 && this.#steps[i].timeNs >= timeNs; i--) {
      const step = this.#steps[i];
      if (step.timeNs === timeNs && step.startNs === startNs) return step;
    }
    return undefined;
  }

  /**
   * Why no new step can have this interval. Failed steps that it overlaps are taken back.
   * @param startNs 0 when it is not known
   */
  fault(startNs: number, timeNs: number): string | undefined {
    if (startNs > timeNs) return 'its start is after its time';
    let { last } = this;
    while (last?.hasFailed && startNs !== 0 && startNs < last.timeNs && timeNs > last.startNs) {
      this.#steps.pop();
      last = this.last;
    }
    if (!last || (timeNs > last.timeNs && (startNs === 0 || startNs >= last.timeNs))) return undefined;
    return timeNs > last.timeNs
      ? 'its delta overlaps one that was added before'
      : 'its delta is older than one that was added before';
  }

  /** Adds a step, for which there is no `fault`. */
  append(startNs: number, timeNs: number, total: State, request: number): DeltaStep<State> {
    const step = new DeltaStep(this, startNs, timeNs, total, request);
    this.#steps.push(step);
    return step;
  }

  /** Takes back the newest step. */
  pop(): void {
    this.#steps.pop();
  }

  /** Forgets steps that can no longer matter. */
  trim(): void {
    this.isTrim = true;
    const lastStored = this.#steps.findLastIndex((step) => step.isStored);
    if (lastStored > 0)
      this.#steps = this.#steps.filter((step, i) => i >= lastStored || !step.isStored || step.waiting > 0);
  }

  /** A failed step is no longer waited for: it counts if others are built on it, but is refused when it comes again. */
  forget(step: DeltaStep<State>): void {
    if (step.hasFailed && step !== this.last) this.#steps = this.#steps.filter((other) => other !== step);
  }
}

/** The steps of a batch are durable, or have failed. */
export function settleSteps(steps: readonly DeltaStep<unknown>[], isStored: boolean): void {
  for (const step of steps) {
    step.waiting--;
    step.isStored ||= isStored;
    step.stream.isTrim = false;
  }
  for (const { stream } of steps) if (!stream.isTrim) stream.trim();
}
