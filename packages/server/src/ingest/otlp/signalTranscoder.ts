// What the transcoders of all signals do alike: walk resources and scopes, take a malformed request back, tell the store of new resources.
import type { Block, BlockBuilder } from '../columns/BlockBuilder.ts';
import { ProtobufReader } from '../protobuf/ProtobufReader.ts';
import { walkEnvelope } from './envelope.ts';
import type { Scope } from './envelope.ts';
import { Freshness } from './Freshness.ts';
import type { Receipt, StoredAt } from './Freshness.ts';
import { Rejections } from './Rejections.ts';
import { ResourceRows } from './ResourceRows.ts';
import type { Resource } from './ResourceRows.ts';
import { TimeGuard } from './TimeGuard.ts';
import type { Added, Batch, Transcoder } from './Transcoder.ts';

/** Rows that a batch needs beside its records, and what to remember when they are stored. */
interface Extra {
  readonly block: Block | undefined;
  readonly receipt: Receipt<{ readonly storedAt: StoredAt }>;
  /** The batch is durable, or has failed. */
  readonly settle?: (isStored: boolean) => void;
}

/** What is special about a signal. A request comes as: startRequest, then resource, scope, record… in the order of the message. */
export interface SignalRows {
  /** What one record is called, for messages: `span`. */
  readonly noun: string;
  readonly blocks: readonly BlockBuilder[];
  startRequest(body: Uint8Array, tenant: string): void;
  resource(resource: Resource): void;
  scope(scope: Scope): void;
  /** Writes the rows of one record and gives their number. The reader must stand at `end` afterwards. @throws MalformedOtlpError */
  record(reader: ProtobufReader, end: number, rejections: Rejections): number;
  /** The last record was read. @throws MalformedOtlpError */
  endRequest?(): void;
  /** The request was malformed: its rows are taken back by `blocks`, the rest is forgotten here. */
  abandonRequest(): void;
  /** Further rows that the records since the last time need. */
  takeExtra?(nowMs: number): Extra;
}

export function signalTranscoder(makeRows: (times: TimeGuard) => SignalRows): Transcoder {
  const times = new TimeGuard();
  const rows = makeRows(times);
  const resources = new ResourceRows();
  const fresh = new Freshness<Resource>();
  const unsettled = new Map<number, (isStored: boolean, nowMs: number) => void>();
  let batches = 0;
  let records = 0;

  function add(body: Uint8Array, tenant: string): Added {
    const rejections = new Rejections();
    const used = new Set<Resource>();
    const reader = new ProtobufReader(body);
    let accepted = 0;
    for (const block of rows.blocks) block.mark();
    times.startRequest();
    rows.startRequest(body, tenant);
    try {
      walkEnvelope(reader, {
        resource({ start, end }) {
          const resource = resources.find(body, start, end);
          used.add(resource);
          rows.resource(resource);
        },
        scope: (scope) => rows.scope(scope),
        record: (end) => (accepted += rows.record(reader, end, rejections)),
      });
      rows.endRequest?.();
    } catch (error) {
      for (const block of rows.blocks) block.rollback();
      rows.abandonRequest();
      throw error;
    }
    if (accepted > 0) for (const resource of used) fresh.use(resource, tenant);
    records += accepted;
    const { count, byReason } = rejections;
    return { accepted, rejected: count, message: rejections.message(rows.noun), rejections: byReason };
  }

  function take(nowMs: number): Batch {
    const receipt = fresh.take(nowMs);
    const extra = rows.takeExtra?.(nowMs);
    const id = batches++;
    unsettled.set(id, (isStored, atMs) => {
      if (isStored) for (const stored of [receipt, extra?.receipt]) if (stored) Freshness.stored(stored, atMs);
      extra?.settle?.(isStored);
    });
    const taken = rows.blocks.filter((block) => block.rows > 0).map((block) => block.take());
    const first = [resources.block(receipt, nowMs), extra?.block].filter((block) => block !== undefined);
    times.startBatch();
    records = 0;
    return { id, blocks: [...first, ...taken] };
  }

  return {
    get rows() {
      return records;
    },
    get byteLength() {
      return rows.blocks.reduce((sum, block) => sum + block.byteLength, 0);
    },
    get mustBeTaken() {
      return times.isBatchFull;
    },
    add,
    take,
    settle(batchId, isStored, nowMs) {
      unsettled.get(batchId)?.(isStored, nowMs);
      unsettled.delete(batchId);
    },
  };
}
