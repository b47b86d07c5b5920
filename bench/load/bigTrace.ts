// One seeded trace of any size: 40 services, 300 operations, errors on one span of a hundred; with its exception as an event where it is
// sent. As columns for what runs in this process, and as OTLP requests for a server.
import type { SpanColumns } from '@watchingcat/model';
import {
  attribute,
  field,
  fixed64,
  integer,
  join,
  NOTHING,
  raw,
  render,
  string,
  text,
  uint,
  type Part,
} from './message.ts';
import { Random } from './random.ts';

export interface BigTrace {
  readonly traceId: string;
  readonly size: number;
  /** 8 bytes a span. */
  readonly ids: Buffer;
  /** An earlier span; -1 for the one root. */
  readonly parent: Int32Array;
  readonly startNs: Float64Array;
  readonly durationNs: Float64Array;
  readonly isError: Uint8Array;
}

export interface BigTraceShape {
  /** One root with all others as its children, instead of a tree that is deep as well as wide. */
  readonly wide: boolean;
}

const SEED = 7;
const ID_BYTES = 8;
const ROOT_NS = 1e10;
const SERVICES = 40;
const OPERATIONS = 300;
const KIND_INTERNAL = 1;
const STATUS_ERROR = 2;
const SPANS_PER_REQUEST = 5_000;

const serviceOf = (span: number): string => `service-${span % SERVICES}`;
const operationOf = (span: number): string => `operation ${span % OPERATIONS}`;

export function bigTrace(size: number, { wide }: BigTraceShape): BigTrace {
  const random = new Random(SEED);
  const next = () => random.share();
  const ids = Buffer.alloc(size * ID_BYTES);
  const parent = new Int32Array(size);
  const startNs = new Float64Array(size);
  const durationNs = new Float64Array(size);
  const isError = new Uint8Array(size);
  for (let span = 0; span < size; span++) {
    ids.writeUInt32BE(random.bits(), span * ID_BYTES);
    ids.writeUInt32BE(span, span * ID_BYTES + 4); // so that none comes twice
    isError[span] = next() < 0.01 ? 1 : 0;
    if (span === 0) {
      parent[0] = -1;
      durationNs[0] = ROOT_NS;
      continue;
    }
    // Mostly near the end, so that the tree gets deep as well as wide.
    const p = wide ? 0 : Math.floor(span * (next() < 0.7 ? 1 - next() * 0.01 : next()));
    const from = startNs[p] + next() * durationNs[p] * 0.5;
    parent[span] = p;
    startNs[span] = Math.floor(from);
    durationNs[span] = Math.floor(next() * (startNs[p] + durationNs[p] - from) * (wide ? 1e-4 : 1));
  }
  return { traceId: random.hex(32), size, ids, parent, startNs, durationNs, isError };
}

/** Without events, which are few. */
export function columnsOf({ traceId, size, ids, parent, startNs, durationNs, isError }: BigTrace): SpanColumns {
  const spans = Array.from({ length: size }, (_, span) => span);
  const spanIds = spans.map((span) => ids.toString('hex', span * ID_BYTES, (span + 1) * ID_BYTES));
  return {
    traceId,
    spanIds,
    parentSpanIds: spans.map((span) => (parent[span] === -1 ? '' : spanIds[parent[span]])),
    start: spans.map((span) => BigInt(startNs[span])),
    durationNs,
    service: spans.map(serviceOf),
    operation: spans.map(operationOf),
    kind: new Uint8Array(size).fill(KIND_INTERNAL),
    status: isError.map((failed) => (failed ? STATUS_ERROR : 0)),
    hasLinks: new Uint8Array(size),
    events: { row: [], time: [], name: [] },
  };
}

/** Bodies for `/v1/traces`, made one after the other. @param start of the trace, in ns since the epoch */
export function* requestsOf(trace: BigTrace, start: bigint): Generator<Buffer> {
  for (let first = 0; first < trace.size; first += SPANS_PER_REQUEST) {
    const spans = Array.from({ length: Math.min(SPANS_PER_REQUEST, trace.size - first) }, (_, i) => first + i);
    const byService = [...Map.groupBy(spans, serviceOf)].map(([service, own]) =>
      field(
        1,
        field(1, attribute(1, 'service.name', text(service))),
        field(2, ...own.map((span) => spanPart(trace, span, start))),
      ),
    );
    yield render(join(...byService)).bytes;
  }
}

function spanPart({ traceId, ids, parent, startNs, durationNs, isError }: BigTrace, span: number, start: bigint): Part {
  const id = (of: number) => raw(ids.subarray(of * ID_BYTES, (of + 1) * ID_BYTES));
  const from = start + BigInt(startNs[span]);
  const to = from + BigInt(durationNs[span]);
  const exception = field(11, fixed64(1, to), string(2, 'exception'), attribute(3, 'exception.type', text('Timeout')));
  return field(
    2,
    field(1, raw(Buffer.from(traceId, 'hex'))),
    field(2, id(span)),
    parent[span] === -1 ? NOTHING : field(4, id(parent[span])),
    string(5, operationOf(span)),
    uint(6, KIND_INTERNAL),
    fixed64(7, from),
    fixed64(8, to),
    attribute(9, 'app.tier', text('free')),
    attribute(9, 'app.items.count', integer(span % 128)),
    isError[span] ? exception : NOTHING,
    isError[span] ? field(15, uint(3, STATUS_ERROR)) : NOTHING,
  );
}
