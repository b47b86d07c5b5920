// One signal's way from OTLP bytes to blocks. Bytes in, blocks out, and numbers to refer to them: an implementation may live in another
// thread.
import type { Block } from '../columns/BlockBuilder.ts';
import type { CountsByReason } from '../IngestCounters.ts';

/** What became of the records of one Export request. */
export interface Added {
  readonly accepted: number;
  readonly rejected: number;
  /** Why records were rejected; empty when none was. */
  readonly message: string;
  /** The same by reason, for counting; missing when none was rejected. */
  readonly rejections?: CountsByReason | undefined;
}

export interface Batch {
  readonly id: number;
  /** In the order in which they are to be inserted: what is referred to before what refers to it. */
  readonly blocks: readonly Block[];
}

export interface Transcoder {
  /** Rows waiting to be taken. */
  readonly rows: number;
  /** Their size, roughly. */
  readonly byteLength: number;
  /** `take` must come before the next `add`, however few rows there are. */
  readonly mustBeTaken: boolean;
  /**
   * Adds the records of one Export request, as protobuf.
   * @throws MalformedOtlpError nothing of the request stays
   */
  add(body: Uint8Array, tenant: string): Added;
  /** All rows since the last time; the transcoder is empty afterwards. Each batch is settled later. */
  take(nowMs: number): Batch;
  /** The batch is durable, or has failed. */
  settle(batchId: number, isStored: boolean, nowMs: number): void;
}
