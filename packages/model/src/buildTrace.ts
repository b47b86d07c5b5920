// Turns spans, in any order and however broken, into a Trace: texts become numbers here, spanTable.ts does the rest.
import { IdIndex } from './idIndex.ts';
import { traceOfTable, type Texts } from './spanTable.ts';
import type { UnixNano } from './time.ts';
import { NO_PARENT, SPAN_FLAG, type Trace } from './trace.ts';

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
  for (let span = 0; span < size; span++) if (spans.hasLinks[span]) flags[span] = SPAN_FLAG.hasLinks;
  const start = earliest(spans.start);
  return traceOfTable({
    traceId: spans.traceId,
    size,
    start,
    startNs: after(start, spans.start),
    durationNs: spans.durationNs,
    parent: findParents(spans, flags),
    kind: spans.kind,
    status: spans.status,
    flags,
    service: textsOf(spans.service),
    operation: textsOf(spans.operation),
    events: { row: spans.events.row, timeNs: after(start, spans.events.time), name: textsOf(spans.events.name) },
    idsOf: (order) => inOrder(spans.spanIds, order),
  });
}

function inOrder(ids: readonly string[], order: Int32Array): string[] {
  const ordered = new Array<string>(order.length);
  for (let row = 0; row < order.length; row++) ordered[row] = ids[order[row]];
  return ordered;
}

function textsOf(texts: readonly string[]): Texts {
  const values: string[] = [];
  const numbers = new Map<string, number>();
  const index = new Uint32Array(texts.length);
  for (let i = 0; i < texts.length; i++) {
    let number = numbers.get(texts[i]);
    if (number === undefined) numbers.set(texts[i], (number = values.push(texts[i]) - 1));
    index[i] = number;
  }
  return { values, index };
}

function earliest(start: readonly UnixNano[]): UnixNano {
  let least = start[0];
  for (const time of start) if (time < least) least = time;
  return least;
}

function after(start: UnixNano, times: readonly UnixNano[]): Float64Array {
  const ns = new Float64Array(times.length);
  for (let i = 0; i < ns.length; i++) ns[i] = Number(times[i] - start);
  return ns;
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
