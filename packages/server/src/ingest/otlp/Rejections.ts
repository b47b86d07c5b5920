// Records that are not stored, by reason: what an OTLP partial success tells the sender, and what is counted.
import type { CountsByReason } from '../IngestCounters.ts';

export class Rejections {
  readonly #reasons = new Map<string, number>();

  add(reason: string): void {
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
  }

  get count(): number {
    let count = 0;
    for (const n of this.#reasons.values()) count += n;
    return count;
  }

  /** Undefined when nothing was rejected. */
  get byReason(): CountsByReason | undefined {
    return this.#reasons.size === 0 ? undefined : Object.fromEntries(this.#reasons);
  }

  /** For example `2 spans: the span id is not 8 bytes`; empty when nothing was rejected. */
  message(noun: string): string {
    return [...this.#reasons]
      .map(([reason, count]) => `${count} ${noun}${count === 1 ? '' : 's'}: ${reason}`)
      .join('; ');
  }
}
