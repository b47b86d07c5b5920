// An Export request that is sent many times, each time with other ids, times and values: as cheap to make as 2,000 records can be, so that
// what is measured is the receiver.
//
// Ids are random bytes, xored with the round's salt: relations between spans hold within a round, also across requests, and no id comes
// twice. Times are those of the round, and each trace is stretched by a factor of its own, so that durations differ too. Everything else
// that a real system would not repeat (request ids, user ids, addresses, sizes) is filled at random: a store that compresses well must not
// be helped by a load that repeats itself.
import { render, type HistogramHole, type Holes, type Part } from './message.ts';
import { Random, scatter } from './random.ts';

export interface Round {
  readonly number: number;
  /** When the round's first group starts. */
  readonly startNs: bigint;
  /** Over how much time the groups are spread. */
  readonly widthNs: number;
}

const TWO_32 = 2 ** 32;
/** The two characters, as one number, for each value of a random byte. */
const HEX_PAIRS = pairTable((byte) => byte.toString(16).padStart(2, '0'));
const DIGIT_PAIRS = pairTable((byte) => String((byte * 100) >> 8).padStart(2, '0'));

export class Template {
  readonly body: Buffer;
  /** Spans, log records or data points. */
  readonly records: number;
  /** What a Prometheus would count: a histogram of B buckets is B + 3 samples. Equals `records` but for metrics. */
  readonly samples: number;
  readonly #view: DataView;
  readonly #random: Random;
  readonly #groupStarts: Float64Array;
  readonly #holes: Holes;
  #salt = new Uint32Array(4);

  /** @param groupStarts when each group starts, as a share of the round's width */
  constructor(message: Part, counts: { records: number; samples?: number }, groupStarts: Float64Array, seed: number) {
    const { bytes, holes } = render(message);
    this.body = bytes;
    this.#holes = holes;
    this.records = counts.records;
    this.samples = counts.samples ?? counts.records;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#random = new Random(seed);
    this.#groupStarts = groupStarts;
  }

  /** Fills all holes for this round. What was sent before must have left the process. */
  stamp(round: Round): Buffer {
    this.#stampIds(round);
    this.#stampTimes(round);
    this.#stampText(this.#holes.hexPairs, HEX_PAIRS);
    this.#stampText(this.#holes.digitPairs, DIGIT_PAIRS);
    this.#stampNumbers();
    return this.body;
  }

  #stampIds({ number }: Round): void {
    const salt = Uint32Array.from([1, 2, 3, 4], (word) => scatter(number, word));
    const change = salt.map((word, i) => word ^ this.#salt[i]);
    this.#salt = salt;
    for (const at of this.#holes.traceIds) for (let word = 0; word < 4; word++) this.#xor(at + 4 * word, change[word]);
    for (const at of this.#holes.spanIds) for (let word = 0; word < 2; word++) this.#xor(at + 4 * word, change[word]);
  }

  #xor(at: number, bits: number): void {
    this.#view.setUint32(at, this.#view.getUint32(at) ^ bits);
  }

  #stampTimes({ number, startNs, widthNs }: Round): void {
    const startHigh = Number(startNs >> 32n);
    const startLow = Number(startNs & 0xffffffffn);
    for (const { at, group, offsetNs } of this.#holes.times) {
      const stretch = 0.5 + scatter(group, number) / TWO_32;
      const low = startLow + Math.floor(this.#groupStarts[group] * widthNs + offsetNs * stretch);
      this.#view.setUint32(at, low % TWO_32, true);
      this.#view.setUint32(at + 4, startHigh + Math.floor(low / TWO_32), true);
    }
  }

  #stampText(pairs: readonly number[], table: Uint16Array): void {
    let bits = 0;
    for (let i = 0; i < pairs.length; i++) {
      bits = i % 4 === 0 ? this.#random.bits() : bits >>> 8;
      this.#view.setUint16(pairs[i], table[bits & 255]);
    }
  }

  #stampNumbers(): void {
    const { integers, doubles, counters, histograms } = this.#holes;
    for (const at of integers) {
      const bits = this.#random.bits();
      this.body[at] = 128 | (bits & 127);
      this.body[at + 1] = 1 + ((bits >>> 7) % 127);
    }
    for (const at of doubles) this.#view.setFloat64(at, this.#random.below(1e6) / 1e3, true);
    for (const at of counters) this.#add(at, this.#random.below(100));
    for (const histogram of histograms) this.#observe(histogram);
  }

  #add(at: number, value: number): void {
    this.#view.setFloat64(at, this.#view.getFloat64(at, true) + value, true);
  }

  /** Some further observations: the counts of a cumulative histogram only grow, and `count` is their sum. */
  #observe({ countAt, sumAt, bucketsAt, buckets }: HistogramHole): void {
    let observed = 0;
    for (let bucket = 0; bucket < buckets; bucket++) {
      // Few in the outer buckets, most around the middle.
      const more = this.#random.below(2 + 2 * Math.min(bucket, buckets - 1 - bucket));
      observed += more;
      this.#grow(bucketsAt + 8 * bucket, more);
    }
    this.#grow(countAt, observed);
    this.#add(sumAt, observed * this.#random.share());
  }

  /** Counts stay below 2^32 in any run that ends. */
  #grow(at: number, by: number): void {
    this.#view.setUint32(at, this.#view.getUint32(at, true) + by, true);
  }
}

function pairTable(characters: (byte: number) => string): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, byte) => Buffer.from(characters(byte)).readUInt16BE());
}
