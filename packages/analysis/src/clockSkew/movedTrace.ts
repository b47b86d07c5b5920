// A trace with its spans at other times: display order, start and end of the whole follow. Events move with their span.
import { displayOrder, NO_PARENT, type Trace, type TraceEvents } from '@watchingcat/model';

interface MovedTrace {
  readonly trace: Trace;
  /** By row of the answer. */
  readonly shiftNs: Float64Array;
  /** Row in the input for each row of the answer. */
  readonly sourceRow: Int32Array;
}

/** @param shiftBySource ns by row of `trace`, whole numbers. O(n), and O(n log n) for the order. */
export function movedTrace(trace: Trace, shiftBySource: Float64Array): MovedTrace {
  const { size } = trace;
  const moved = trace.startNs.map((start, row) => start + shiftBySource[row]);
  const base = least(moved);
  const order = displayOrder(trace.parent, moved);
  const rowOf = new Int32Array(size);
  for (let row = 0; row < size; row++) rowOf[order[row]] = row;
  const parent = inOrder(trace.parent, order);
  for (let row = 0; row < size; row++) if (parent[row] !== NO_PARENT) parent[row] = rowOf[parent[row]];
  const shiftNs = inOrder(shiftBySource, order);
  const startNs = inOrder(moved, order);
  const durationsNs = inOrder(trace.durationsNs, order);
  const spanIds = new Array<string>(size);
  let durationNs = 0;
  for (let row = 0; row < size; row++) {
    spanIds[row] = trace.spanIds[order[row]];
    startNs[row] -= base;
    durationNs = Math.max(durationNs, startNs[row] + durationsNs[row]);
  }
  return {
    shiftNs,
    sourceRow: order,
    trace: {
      traceId: trace.traceId,
      start: trace.start + BigInt(base),
      durationNs,
      size,
      spanIds,
      parent,
      depth: inOrder(trace.depth, order),
      subtreeSize: inOrder(trace.subtreeSize, order),
      startNs,
      durationsNs,
      service: inOrder(trace.service, order),
      operation: inOrder(trace.operation, order),
      kind: inOrder(trace.kind, order),
      status: inOrder(trace.status, order),
      flags: inOrder(trace.flags, order),
      services: trace.services,
      operations: trace.operations,
      events: movedEvents(trace.events, order, shiftNs, base),
    },
  };
}

/** The values of the rows in `order`. Not by `from` with a function, which takes some ten times as long. */
function inOrder<Column extends Int32Array | Uint32Array | Float64Array | Uint8Array>(
  column: Column,
  order: Int32Array,
): Column {
  const ordered = column.slice() as Column;
  for (let row = 0; row < order.length; row++) ordered[row] = column[order[row]];
  return ordered;
}

function least(times: Float64Array): number {
  let first = times[0];
  for (const time of times) if (time < first) first = time;
  return first;
}

/** All events of a row move alike, so those of each row are taken as they are, row by row in the new order. */
function movedEvents(events: TraceEvents, order: Int32Array, shiftNs: Float64Array, base: number): TraceEvents {
  const first = new Uint32Array(order.length + 1);
  for (const row of events.row) first[row + 1]++;
  for (let row = 0; row < order.length; row++) first[row + 1] += first[row];
  const moved = { row: events.row.slice(), timeNs: events.timeNs.slice(), name: events.name.slice() };
  let at = 0;
  for (let row = 0; row < order.length; row++) {
    for (let event = first[order[row]]; event < first[order[row] + 1]; event++, at++) {
      moved.row[at] = row;
      moved.timeNs[at] = events.timeNs[event] + shiftNs[row] - base;
      moved.name[at] = events.name[event];
    }
  }
  return { ...moved, names: events.names };
}
