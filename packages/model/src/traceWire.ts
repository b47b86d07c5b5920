// A Trace as JSON, column by column. Numbers are written with all their digits, so decode(encode(t)) equals t.
// Gzip makes the small integers cheap; a binary form can come when a trace is too large for this.
import { formatRfc3339, parseRfc3339 } from './time.ts';
import type { Trace } from './trace.ts';

export interface TraceJson {
  readonly traceId: string;
  readonly start: string;
  readonly durationNs: number;
  readonly spanIds: readonly string[];
  readonly parent: readonly number[];
  readonly depth: readonly number[];
  readonly subtreeSize: readonly number[];
  readonly startNs: readonly number[];
  readonly durationsNs: readonly number[];
  readonly service: readonly number[];
  readonly operation: readonly number[];
  readonly kind: readonly number[];
  readonly status: readonly number[];
  readonly flags: readonly number[];
  readonly services: readonly string[];
  readonly operations: readonly string[];
  readonly events: {
    readonly row: readonly number[];
    readonly timeNs: readonly number[];
    readonly name: readonly number[];
    readonly names: readonly string[];
  };
}

/** For `JSON.stringify`. */
export function encodeTrace(trace: Trace): TraceJson {
  return {
    traceId: trace.traceId,
    start: formatRfc3339(trace.start),
    durationNs: trace.durationNs,
    spanIds: trace.spanIds,
    parent: numbers(trace.parent),
    depth: numbers(trace.depth),
    subtreeSize: numbers(trace.subtreeSize),
    startNs: numbers(trace.startNs),
    durationsNs: numbers(trace.durationsNs),
    service: numbers(trace.service),
    operation: numbers(trace.operation),
    kind: numbers(trace.kind),
    status: numbers(trace.status),
    flags: numbers(trace.flags),
    services: trace.services,
    operations: trace.operations,
    events: {
      row: numbers(trace.events.row),
      timeNs: numbers(trace.events.timeNs),
      name: numbers(trace.events.name),
      names: trace.events.names,
    },
  };
}

/** Array.from walks a typed array by its iterator, which takes fifteen times as long. */
function numbers(column: ArrayLike<number>): number[] {
  const values = new Array<number>(column.length);
  for (let row = 0; row < column.length; row++) values[row] = column[row];
  return values;
}

/** @throws RangeError when the columns do not have the same length: a newer server, or not a trace at all */
export function decodeTrace(json: TraceJson): Trace {
  const size = json.spanIds.length;
  const columns = {
    parent: Int32Array.from(json.parent),
    depth: Uint32Array.from(json.depth),
    subtreeSize: Uint32Array.from(json.subtreeSize),
    startNs: Float64Array.from(json.startNs),
    durationsNs: Float64Array.from(json.durationsNs),
    service: Uint32Array.from(json.service),
    operation: Uint32Array.from(json.operation),
    kind: Uint8Array.from(json.kind),
    status: Uint8Array.from(json.status),
    flags: Uint8Array.from(json.flags),
  };
  for (const [name, column] of Object.entries(columns)) {
    if (column.length !== size)
      throw new RangeError(`trace column ${name} has ${column.length} rows, expected ${size}`);
  }
  return {
    traceId: json.traceId,
    start: parseRfc3339(json.start),
    durationNs: json.durationNs,
    size,
    spanIds: json.spanIds,
    ...columns,
    services: json.services,
    operations: json.operations,
    events: {
      row: Uint32Array.from(json.events.row),
      timeNs: Float64Array.from(json.events.timeNs),
      name: Uint32Array.from(json.events.name),
      names: json.events.names,
    },
  };
}
