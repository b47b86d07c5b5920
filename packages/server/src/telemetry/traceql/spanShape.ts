// How the spans of a trace hang together, from their ids and starts alone: rows in the display order of a Trace, as an evaluator of TraceQL
// wants them.
import { NO_PARENT } from '@watchingcat/model';

export interface SpanShape {
  readonly size: number;
  readonly parent: Int32Array;
  readonly subtreeSize: Uint32Array;
  /** For each row, which of the given spans it is. */
  readonly order: Uint32Array;
}

const ID_BYTES = 8;
/** Of a span: its id, its parent's, and its start in ns as a little-endian integer. */
const SPAN_BYTES = 24;
const NO_ID = '\0'.repeat(ID_BYTES);

/**
 * @param spans SPAN_BYTES of each span. Of spans with one id the first has the children; a circle is opened at the first of its spans.
 */
export function spanShape(spans: Buffer): SpanShape {
  const size = spans.length / SPAN_BYTES;
  const idAt = (at: number): string => spans.toString('latin1', at, at + ID_BYTES);
  const starts = Float64Array.from({ length: size }, (_, span) => Number(spans.readBigInt64LE(span * SPAN_BYTES + 16)));
  const byStart = Uint32Array.from({ length: size }, (_, span) => span).sort((a, b) => starts[a] - starts[b] || a - b);
  const spanOfId = new Map<string, number>();
  for (let i = size - 1; i >= 0; i--) spanOfId.set(idAt(byStart[i] * SPAN_BYTES), byStart[i]);
  const above = new Int32Array(size).fill(NO_PARENT);
  // Children as linked lists, latest first, because the stack below turns them round.
  const lastChild = new Int32Array(size).fill(-1);
  const previousSibling = new Int32Array(size).fill(-1);
  for (const span of byStart) {
    const parentId = idAt(span * SPAN_BYTES + ID_BYTES);
    const parent = parentId === NO_ID ? undefined : spanOfId.get(parentId);
    if (parent === undefined || parent === span) continue;
    above[span] = parent;
    previousSibling[span] = lastChild[parent];
    lastChild[parent] = span;
  }

  const order = new Uint32Array(size);
  const parent = new Int32Array(size);
  const subtreeSize = new Uint32Array(size).fill(1);
  const rowOf = new Int32Array(size).fill(-1);
  let row = 0;
  const walk = (root: number): void => {
    const stack = [root];
    for (let span = stack.pop(); span !== undefined; span = stack.pop()) {
      if (rowOf[span] >= 0) continue;
      rowOf[span] = row;
      order[row] = span;
      parent[row] = span === root ? NO_PARENT : rowOf[above[span]];
      row++;
      for (let child = lastChild[span]; child >= 0; child = previousSibling[child]) stack.push(child);
    }
  };
  for (const span of byStart) if (above[span] === NO_PARENT) walk(span);
  if (row < size) for (const span of byStart) if (rowOf[span] < 0) walk(span);
  for (let at = size - 1; at > 0; at--) if (parent[at] !== NO_PARENT) subtreeSize[parent[at]] += subtreeSize[at];
  return { size, parent, subtreeSize, order };
}

/** 16 hexadecimal digits. */
export function spanIdAt(spans: Buffer, span: number): string {
  return spans.toString('hex', span * SPAN_BYTES, span * SPAN_BYTES + ID_BYTES);
}
