// Which times can be stored, and on how many days the rows of one insert may lie: each day is a partition of its own, and the engine
// refuses an insert into more than 100 of them (max_partitions_per_insert_block) – with all requests that share the insert.

/** Different days in one request; records on further days are rejected. */
const DAYS_PER_REQUEST = 30;
/** A batch with this many different days is inserted before more is added: with one more request it is still below 100. */
const DAYS_PER_BATCH = 60;
const NS_PER_DAY = 86_400e9;
/** The upper half of a time: DateTime64(9) is a signed 64-bit number of nanoseconds, until 2262-04-11. */
export const FIRST_TOO_HIGH = 0x8000_0000;

export class TimeGuard {
  readonly #request = new Set<number>();
  readonly #batch = new Set<number>();
  #lastDay = -1;

  get isBatchFull(): boolean {
    return this.#batch.size >= DAYS_PER_BATCH;
  }

  startRequest(): void {
    this.#request.clear();
    this.#lastDay = -1;
  }

  startBatch(): void {
    this.#batch.clear();
    this.startRequest();
  }

  /** Why a record at this time (halves of Unix nanoseconds) cannot be stored; undefined when it can. */
  fault(low: number, high: number): string | undefined {
    const day = Math.floor((high * 2 ** 32 + low) / NS_PER_DAY);
    if (day === this.#lastDay) return undefined;
    if (high >= FIRST_TOO_HIGH) return 'the time is after the year 2262';
    if (!this.#request.has(day)) {
      if (this.#request.size === DAYS_PER_REQUEST)
        return `the times of one request lie on more than ${DAYS_PER_REQUEST} different days`;
      this.#request.add(day);
      this.#batch.add(day);
    }
    this.#lastDay = day;
    return undefined;
  }
}
