// Turns spans, in any order and however broken, into the columns of a Trace: display order, parents as rows, flags for what is wrong.
// No recursion: a trace may be a million spans deep. O(n log n) for sorting siblings, O(n) for the rest.
import { displayOrder } from './displayOrder.ts';
import { IdIndex } from './idIndex.ts';
import type { UnixNano } from './time.ts';
import { NO_PARENT, SPAN_FLAG, type Trace, type TraceEvents } from './trace.ts';

/** Spans by column, in any order. All columns have the length of `spanIds`. */
export interface SpanColumns {
  readonly traceId: string;
  readonly spanIds: readonly string[];
  /** '' for a root. */
  readonly parentSpanIds: readonly string[];
  readonly start: readonly UnixNano[];
  /** May be negative, as sent. */
  readonly durationNs: ArrayLike<number>;
  readonly service: readonly string[];
  readonly operation: readonly string[];
  /** Numbers of `SPAN_KINDS` and `SPAN_STATUSES`. */
  readonly kind: ArrayLike<number>;
  readonly status: ArrayLike<number>;
  readonly hasLinks: ArrayLike<number | boolean>;
  /** `row` is an index into the columns above. */
  readonly events: {
    readonly row: ArrayLike<number>;
    readonly time: readonly UnixNano[];
    readonly name: readonly string[];
  };
}

/** @throws RangeError when there are no spans: an empty trace is "not found", which is the caller's to say */
export function buildTrace(spans: SpanColumns): Trace {
  const size = spans.spanIds.length;
  if (size === 0) throw new RangeError('a trace has at least one span');
  const flags = new Uint8Array(size);
  const startNs = startsAfter(spans.start);
  const parent = findParents(spans, flags);
  cutCycles(parent, startNs, flags);
  const order = displayOrder(parent, startNs);
  const services = new StringTable();
  const operations = new StringTable();

  const rowOf = new Int32Array(size);
  for (let row = 0; row < size; row++) rowOf[order[row]] = row;
  const columns = {
    parent: new Int32Array(size),
    depth: new Uint32Array(size),
    subtreeSize: new Uint32Array(size).fill(1),
    startNs: new Float64Array(size),
    durationsNs: new Float64Array(size),
    service: new Uint32Array(size),
    operation: new Uint32Array(size),
    kind: new Uint8Array(size),
    status: new Uint8Array(size),
    flags: new Uint8Array(size),
  };
  let durationNs = 0;
  for (let row = 0; row < size; row++) {
    const span = order[row];
    const parentRow = parent[span] === NO_PARENT ? NO_PARENT : rowOf[parent[span]];
    const duration = spans.durationNs[span];
    columns.parent[row] = parentRow;
    columns.depth[row] = parentRow === NO_PARENT ? 0 : columns.depth[parentRow] + 1;
    columns.startNs[row] = startNs[span]!;
    columns.durationsNs[row] = Math.max(0, duration);
    columns.service[row] = services.index(spans.service[span]);
    columns.operation[row] = operations.index(spans.operation[span]);
    columns.kind[row] = spans.kind[span]!;
    columns.status[row] = spans.status[span]!;
    columns.flags[row] =
      flags[span] | (duration < 0 ? SPAN_FLAG.negativeDuration : 0) | (spans.hasLinks[span] ? SPAN_FLAG.hasLinks : 0);
    durationNs = Math.max(durationNs, startNs[span] + Math.max(0, duration));
  }
  for (let row = size - 1; row > 0; row--) {
    const parentRow = columns.parent[row];
    if (parentRow !== NO_PARENT) columns.subtreeSize[parentRow] += columns.subtreeSize[row];
  }
  const start = earliest(spans.start);
  return {
    traceId: spans.traceId,
    start,
    durationNs,
    size,
    spanIds: inOrder(spans.spanIds, order),
    ...columns,
    services: services.values,
    operations: operations.values,
    events: orderEvents(spans.events, rowOf, start),
  };
}

function inOrder(ids: readonly string[], order: Int32Array): string[] {
  const ordered = new Array<string>(order.length);
  for (let row = 0; row < order.length; row++) ordered[row] = ids[order[row]];
  return ordered;
}

class StringTable {
  readonly values: string[] = [];
  private readonly indices = new Map<string, number>();

  index(value: string): number {
    let index = this.indices.get(value);
    if (index === undefined) {
      index = this.values.push(value) - 1;
      this.indices.set(value, index);
    }
    return index;
  }
}

function earliest(start: readonly UnixNano[]): UnixNano {
  let least = start[0];
  for (const time of start) if (time < least) least = time;
  return least;
}

function startsAfter(start: readonly UnixNano[]): Float64Array {
  const base = earliest(start);
  const after = new Float64Array(start.length);
  for (let span = 0; span < start.length; span++) after[span] = Number(start[span] - base);
  return after;
}

/** Parents as indices into the input. Of spans with the same id the first in the input is the parent of all children. */
function findParents({ spanIds, parentSpanIds }: SpanColumns, flags: Uint8Array): Int32Array {
  const size = spanIds.length;
  const index = new IdIndex(spanIds, size);
  for (let span = 0; span < size; span++) if (!index.add(span)) flags[span] |= SPAN_FLAG.duplicateId;
  const parent = new Int32Array(size).fill(NO_PARENT);
  for (let span = 0; span < size; span++) {
    if (parentSpanIds[span] === '') continue;
    parent[span] = index.find(parentSpanIds[span]);
    if (parent[span] === NO_PARENT) flags[span] |= SPAN_FLAG.missingParent;
  }
  return parent;
}

/** Cuts each cycle above its earliest span (of equals, the first in the input), which becomes a root. */
function cutCycles(parent: Int32Array, startNs: Float64Array, flags: Uint8Array): void {
  const visit = new Int32Array(parent.length); // 0: not seen, else the number of the walk that saw it
  for (let from = 0, walk = 1; from < parent.length; from++, walk++) {
    let span = from;
    while (span !== NO_PARENT && visit[span] === 0) {
      visit[span] = walk;
      span = parent[span]!;
    }
    if (span === NO_PARENT || visit[span] !== walk) continue;
    let first = span;
    for (let other = parent[span]; other !== span; other = parent[other]!) {
      if (startNs[other] < startNs[first] || (startNs[other] === startNs[first] && other < first)) first = other;
    }
    parent[first] = NO_PARENT;
    flags[first] |= SPAN_FLAG.cycle;
  }
}

function orderEvents(events: SpanColumns['events'], rowOf: Int32Array, start: UnixNano): TraceEvents {
  const names = new StringTable();
  const order = Array.from({ length: events.row.length }, (_, event) => event).sort(
    (a, b) => rowOf[events.row[a]] - rowOf[events.row[b]] || Number(events.time[a] - events.time[b]) || a - b,
  );
  return {
    row: Uint32Array.from(order, (event) => rowOf[events.row[event]]),
    timeNs: Float64Array.from(order, (event) => Number(events.time[event] - start)),
    name: Uint32Array.from(order, (event) => names.index(events.name[event])),
    names: names.values,
  };
}
