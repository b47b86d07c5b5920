// All delta streams of a transcoder: found by key, bounded in memory, and settled request by request and batch by batch.
//
// Totals are in memory only. After a restart, or when a stream was forgotten, its total starts from 0, which PromQL takes for the reset of
// a counter. All points of a stream must come to the same transcoder.
import { DeltaStream, settleSteps } from './DeltaStream.ts';
import type { DeltaStep } from './DeltaStream.ts';

/** In numbers of 8 bytes, roughly: about 240,000 counters or 160,000 histograms of 15 buckets. */
const MAX_WEIGHT = 8_000_000;
/** The same for the steps of failed batches that may come again. */
const MAX_FAILED_WEIGHT = 8_000_000;
/** What a stream or a step weighs beside its total. */
const OWN_WEIGHT = 32;

interface Known {
  readonly stream: DeltaStream<unknown>;
  readonly weight: number;
  usedAt: number;
}

export class DeltaStreams {
  readonly #maxWeight: number;
  readonly #maxFailedWeight: number;
  readonly #known = new Map<string, Known>();
  #weight = 0;
  /** Requests so far. */
  #clock = 0;
  /** The request in which streams were forgotten last. */
  #forgotAt = -1;
  #steps: DeltaStep<unknown>[] = [];
  #requestStart = 0;
  /** Batches that failed, the oldest first. */
  #failed: (readonly DeltaStep<unknown>[])[] = [];
  #failedWeight = 0;

  constructor(maxWeight = MAX_WEIGHT, maxFailedWeight = MAX_FAILED_WEIGHT) {
    this.#maxWeight = maxWeight;
    this.#maxFailedWeight = maxFailedWeight;
  }

  get size(): number {
    return this.#known.size;
  }

  /**
   * The stream with this key. The caller keeps to one type of total for a key.
   * @param numbers of which a total consists
   */
  of<State>(key: string, numbers: number): DeltaStream<State> {
    let known = this.#known.get(key);
    if (!known) {
      const weight = OWN_WEIGHT + numbers;
      if (this.#weight + weight > this.#maxWeight && this.#forgotAt !== this.#clock) this.#forgetOldest();
      known = { stream: new DeltaStream<unknown>(numbers), weight, usedAt: 0 };
      this.#known.set(key, known);
      this.#weight += weight;
    }
    known.usedAt = this.#clock;
    return known.stream as DeltaStream<State>;
  }

  startRequest(): void {
    this.#requestStart = this.#steps.length;
    this.#clock++;
  }

  /**
   * Adds a delta to its stream, or finds what it was added as before. Gives the step to write, or why there is none.
   * @param startNs 0 when it is not known
   * @param total the total after it, from the one before it
   */
  add<State>(
    stream: DeltaStream<State>,
    startNs: number,
    timeNs: number,
    total: (before: State | undefined) => State,
  ): DeltaStep<State> | string {
    let step = stream.find(startNs, timeNs);
    if (step?.lastRequest === this.#clock) return 'its interval is in the request twice';
    if (!step) {
      const fault = stream.fault(startNs, timeNs);
      if (fault !== undefined) return fault;
      step = stream.append(startNs, timeNs, total(stream.last?.total), this.#clock);
    }
    step.lastRequest = this.#clock;
    step.waiting++;
    this.#steps.push(step);
    return step;
  }

  /** Takes back what the request in hand added: it is malformed and will not be repeated. */
  abandonRequest(): void {
    const steps = this.#steps.splice(this.#requestStart);
    for (const step of steps.toReversed()) {
      step.waiting--;
      if (step.firstRequest === this.#clock) step.stream.pop();
    }
  }

  /** Closes the batch: what to call when it is settled. */
  takeBatch(): (isStored: boolean) => void {
    const steps = this.#steps;
    this.#steps = [];
    this.#requestStart = 0;
    return (isStored) => {
      settleSteps(steps, isStored);
      if (!isStored && steps.length > 0) this.#rememberFailed(steps);
    };
  }

  #rememberFailed(steps: readonly DeltaStep<unknown>[]): void {
    this.#failed.push(steps);
    this.#failedWeight += weightOf(steps);
    while (this.#failedWeight > this.#maxFailedWeight) {
      const oldest = this.#failed.shift() ?? [];
      this.#failedWeight -= weightOf(oldest);
      for (const step of oldest) step.stream.forget(step);
    }
  }

  /** A quarter of the streams, so that this is rare, and once per request, as those that wait for a batch must stay. */
  #forgetOldest(): void {
    this.#forgotAt = this.#clock;
    const oldest = [...this.#known]
      .filter(([, { stream }]) => !stream.isWaiting)
      .sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [key, { weight }] of oldest.slice(0, Math.ceil(this.#known.size / 4))) {
      this.#known.delete(key);
      this.#weight -= weight;
    }
  }
}

function weightOf(steps: readonly DeltaStep<unknown>[]): number {
  return steps.reduce((sum, { stream }) => sum + OWN_WEIGHT + stream.numbers, 0);
}
