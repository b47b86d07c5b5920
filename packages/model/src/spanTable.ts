// Spans as columns of numbers, in any order: what a Trace is made of. Built by buildTrace from texts, and by a store from its own columns.
import { displayOrder } from './displayOrder.ts';
import { SpanIdIndex } from './spanIdIndex.ts';
import type { UnixNano } from './time.ts';
import { NO_PARENT, SPAN_FLAG, type Trace, type TraceEvents } from './trace.ts';

/** All columns have the length `size`. */
export interface SpanTable {
  readonly traceId: string;
  readonly size: number;
  /** Start of the earliest span. */
  readonly start: UnixNano;
  /** After `start`. */
  readonly startNs: Float64Array;
  /** May be negative, as sent. */
  readonly durationNs: ArrayLike<number>;
  /** Index of another span, `NO_PARENT`; cycles are cut when the trace is made. */
  readonly parent: Int32Array;
  /** Numbers of `SPAN_KINDS` and `SPAN_STATUSES`. */
  readonly kind: ArrayLike<number>;
  readonly status: ArrayLike<number>;
  /** Bits of `SPAN_FLAG`; those of cycles and negative durations are found when the trace is made. */
  readonly flags: Uint8Array;
  readonly service: Texts;
  readonly operation: Texts;
  /** In any order; `row` is an index into the columns above. */
  readonly events: { readonly row: ArrayLike<number>; readonly timeNs: Float64Array; readonly name: Texts };
  /** The ids of the spans with these indices. */
  readonly idsOf: (order: Int32Array) => readonly string[];
}

/** Texts that repeat: each row is an index into `values`, which may hold some that no row has, but none twice. */
export interface Texts {
  readonly values: readonly string[];
  readonly index: ArrayLike<number>;
}

/** Display order, rows of parents, flags for what is wrong. No recursion. O(n log n) for sorting siblings, O(n) for the rest. */
export function traceOfTable(table: SpanTable): Trace {
  const { size, startNs, durationNs, kind, status } = table;
  const parent = table.parent.slice();
  const flags = table.flags.slice();
  cutCycles(parent, startNs, flags);
  const order = displayOrder(parent, startNs);
  const rowOf = new Int32Array(size);
  for (let row = 0; row < size; row++) rowOf[order[row]] = row;
  const services = new UsedTexts(table.service);
  const operations = new UsedTexts(table.operation);
  const columns = {
    ...treeColumns(parent, order, rowOf),
    startNs: new Float64Array(size),
    durationsNs: new Float64Array(size),
    service: new Uint32Array(size),
    operation: new Uint32Array(size),
    kind: new Uint8Array(size),
    status: new Uint8Array(size),
    flags: new Uint8Array(size),
  };
  let endNs = 0;
  for (let row = 0; row < size; row++) {
    const span = order[row];
    const duration = durationNs[span];
    columns.startNs[row] = startNs[span];
    columns.durationsNs[row] = Math.max(0, duration);
    columns.service[row] = services.use(span);
    columns.operation[row] = operations.use(span);
    columns.kind[row] = kind[span];
    columns.status[row] = status[span];
    columns.flags[row] = flags[span] | (duration < 0 ? SPAN_FLAG.negativeDuration : 0);
    endNs = Math.max(endNs, startNs[span] + Math.max(0, duration));
  }
  return {
    traceId: table.traceId,
    start: table.start,
    durationNs: endNs,
    size,
    spanIds: table.idsOf(order),
    ...columns,
    services: services.values,
    operations: operations.values,
    events: orderEvents(table.events, rowOf),
  };
}

/**
 * Parents as indices, by the bytes of ids, two words each. Of spans with the same id the first is the parent of all children.
 * @param parents two words of 0 for a root
 * @param flags by span; gets `duplicateId` and `missingParent`
 */
export function parentsById(ids: Uint32Array, parents: Uint32Array, flags: Uint8Array): Int32Array {
  const size = flags.length;
  const index = new SpanIdIndex(ids);
  for (let span = 0; span < size; span++) if (!index.add(span)) flags[span] |= SPAN_FLAG.duplicateId;
  const parent = new Int32Array(size).fill(NO_PARENT);
  for (let span = 0; span < size; span++) {
    const first = parents[2 * span];
    const second = parents[2 * span + 1];
    if (first === 0 && second === 0) continue;
    parent[span] = index.find(first, second);
    if (parent[span] === NO_PARENT) flags[span] |= SPAN_FLAG.missingParent;
  }
  return parent;
}

function treeColumns(parent: Int32Array, order: Int32Array, rowOf: Int32Array) {
  const rows = new Int32Array(parent.length);
  for (let row = 0; row < rows.length; row++) {
    const above = parent[order[row]];
    rows[row] = above === NO_PARENT ? NO_PARENT : rowOf[above];
  }
  return { parent: rows, ...depthsAndSizes(rows) };
}

/** @param parent rows in display order: each parent is before its children */
export function depthsAndSizes(parent: Int32Array): {
  readonly depth: Uint32Array;
  readonly subtreeSize: Uint32Array;
} {
  const depth = new Uint32Array(parent.length);
  const subtreeSize = new Uint32Array(parent.length).fill(1);
  for (let row = 0; row < parent.length; row++) if (parent[row] !== NO_PARENT) depth[row] = depth[parent[row]] + 1;
  for (let row = parent.length - 1; row > 0; row--)
    if (parent[row] !== NO_PARENT) subtreeSize[parent[row]] += subtreeSize[row];
  return { depth, subtreeSize };
}

/** Numbers the texts anew, in the order in which they are first used, so that none is there that no row has. */
class UsedTexts {
  readonly values: string[] = [];
  readonly #texts: Texts;
  /** By index in `texts`: the new number; -1 while it has none. */
  readonly #numbers: Int32Array;

  constructor(texts: Texts) {
    this.#texts = texts;
    this.#numbers = new Int32Array(texts.values.length).fill(-1);
  }

  use(at: number): number {
    const index = this.#texts.index[at];
    if (this.#numbers[index] === -1) this.#numbers[index] = this.values.push(this.#texts.values[index]) - 1;
    return this.#numbers[index];
  }
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

/** By row, then time, then the order of the input. Most come in the order of time already, so that counting rows is all there is to do. */
function orderEvents({ row, timeNs, name }: SpanTable['events'], rowOf: Int32Array): TraceEvents {
  const names = new UsedTexts(name);
  const order = eventsByRow(row, rowOf);
  const byTime = (a: number, b: number) => timeNs[a] - timeNs[b] || a - b;
  for (let from = 0, to = 0; from < order.length; from = to) {
    let isOrdered = true;
    for (to = from + 1; to < order.length && row[order[to]] === row[order[from]]; to++)
      isOrdered &&= timeNs[order[to - 1]] <= timeNs[order[to]];
    if (!isOrdered) order.subarray(from, to).sort(byTime);
  }
  const times = new Float64Array(order.length);
  for (let event = 0; event < order.length; event++) times[event] = timeNs[order[event]];
  return {
    row: order.map((event) => rowOf[row[event]]),
    timeNs: times,
    name: order.map((event) => names.use(event)),
    names: names.values,
  };
}

/** Counting sort: events in the order of `rowOf` their span, those of one span as they came. */
function eventsByRow(row: ArrayLike<number>, rowOf: Int32Array): Uint32Array {
  const next = new Uint32Array(rowOf.length + 1);
  for (let event = 0; event < row.length; event++) next[rowOf[row[event]] + 1]++;
  for (let at = 1; at < next.length; at++) next[at] += next[at - 1];
  const order = new Uint32Array(row.length);
  for (let event = 0; event < row.length; event++) order[next[rowOf[row[event]]]++] = event;
  return order;
}
