// A trace with its spans at other times: display order, start and end of the whole follow. Events move with their span.
import { displayOrder, NO_PARENT, type Trace, type TraceEvents } from '@watchingcat/model';

interface MovedTrace {
  readonly trace: Trace;
  /** By row of the answer. */
  readonly shiftNs: Float64Array;
  /** Row in the input for each row of the answer. */
  readonly sourceRow: Int32Array;
}

/** @param shiftBySource ns by row of `trace`, whole numbers */
export function movedTrace(trace: Trace, shiftBySource: Float64Array): MovedTrace {
  const { size } = trace;
  const moved = trace.startNs.map((start, row) => start + shiftBySource[row]);
  const base = least(moved);
  const order = displayOrder(trace.parent, moved);
  const rowOf = new Int32Array(size);
  order.forEach((source, row) => (rowOf[source] = row));
  let durationNs = 0;
  for (let row = 0; row < size; row++) durationNs = Math.max(durationNs, moved[row] - base + trace.durationsNs[row]);
  return {
    shiftNs: Float64Array.from(order, (source) => shiftBySource[source]),
    sourceRow: order,
    trace: {
      traceId: trace.traceId,
      start: trace.start + BigInt(base),
      durationNs,
      size,
      spanIds: Array.from(order, (source) => trace.spanIds[source]),
      parent: Int32Array.from(order, (source) => parentRow(trace.parent[source], rowOf)),
      depth: Uint32Array.from(order, (source) => trace.depth[source]),
      subtreeSize: Uint32Array.from(order, (source) => trace.subtreeSize[source]),
      startNs: Float64Array.from(order, (source) => moved[source] - base),
      durationsNs: Float64Array.from(order, (source) => trace.durationsNs[source]),
      service: Uint32Array.from(order, (source) => trace.service[source]),
      operation: Uint32Array.from(order, (source) => trace.operation[source]),
      kind: Uint8Array.from(order, (source) => trace.kind[source]),
      status: Uint8Array.from(order, (source) => trace.status[source]),
      flags: Uint8Array.from(order, (source) => trace.flags[source]),
      services: trace.services,
      operations: trace.operations,
      events: movedEvents(trace.events, rowOf, (source) => shiftBySource[source] - base),
    },
  };
}

const parentRow = (parent: number, rowOf: Int32Array) => (parent === NO_PARENT ? NO_PARENT : rowOf[parent]);

function least(times: Float64Array): number {
  let first = times[0];
  for (const time of times) if (time < first) first = time;
  return first;
}

/** All events of a row move alike, so only the rows have to be put in order. */
function movedEvents(events: TraceEvents, rowOf: Int32Array, shiftOf: (source: number) => number): TraceEvents {
  const order = Uint32Array.from(events.row, (_, event) => event).sort(
    (a, b) => rowOf[events.row[a]] - rowOf[events.row[b]] || a - b,
  );
  return {
    row: order.map((event) => rowOf[events.row[event]]),
    timeNs: Float64Array.from(order, (event) => events.timeNs[event] + shiftOf(events.row[event])),
    name: order.map((event) => events.name[event]),
    names: events.names,
  };
}
