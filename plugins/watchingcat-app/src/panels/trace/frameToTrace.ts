// Grafana's trace frame as the columns that our trace view draws. Times come as ms in Float64, which is exact to a quarter of a µs.
import type { DataFrame } from '@grafana/data';
import { buildTrace, SPAN_FLAG, type Trace } from '@watchingcat/model';
import {
  attributesCell,
  cellReader,
  durationCell,
  kindOf,
  listCell,
  statusOf,
  textCell,
  timeCell,
  type NestedRow,
} from './frameValues';

export interface FrameTrace {
  readonly trace: Trace;
  readonly frame: DataFrame;
  /** Row of the frame for each row of the trace. */
  readonly frameRow: Int32Array;
  /** How many further traces the frame holds, which are not shown. */
  readonly otherTraces: number;
}

/** @throws RangeError for a frame without rows */
export function frameToTrace(frame: DataFrame): FrameTrace {
  const cell = cellReader(frame);
  const traceId = textCell(cell('traceID', 0));
  const all = Array.from({ length: frame.length }, (_, row) => row);
  const rows = all.filter((row) => textCell(cell('traceID', row)) === traceId);
  const tags = rows.map((row) => attributesCell(cell('tags', row)));
  const spanIds = rows.map((row) => textCell(cell('spanID', row)));
  const start = rows.map((row) => timeCell(cell('startTime', row)));
  const events = rows.flatMap((row, span) => listCell(cell('logs', row)).map((log) => ({ span, log })));
  const trace = buildTrace({
    traceId,
    spanIds,
    parentSpanIds: rows.map((row) => textCell(cell('parentSpanID', row))),
    start,
    durationNs: rows.map((row) => durationCell(cell('duration', row))),
    service: rows.map((row) => textCell(cell('serviceName', row))),
    operation: rows.map((row) => textCell(cell('operationName', row))),
    kind: rows.map((row, span) => kindOf(cell, row, tags[span])),
    status: rows.map((row, span) => statusOf(cell, row, tags[span])),
    hasLinks: rows.map((row) => linksOf(frame, row).length > 0),
    events: {
      row: events.map((event) => event.span),
      time: events.map(({ log }) => timeCell(log['timestamp'])),
      name: events.map(({ log }) => logName(log)),
    },
  });
  const otherTraces = new Set(all.map((row) => textCell(cell('traceID', row)))).size - 1;
  return { trace, frame, frameRow: frameRows(trace, rows, spanIds, start), otherTraces };
}

/** A log of Jaeger has its name in a field `event`. */
export function logName(log: NestedRow): string {
  if (typeof log['name'] === 'string') return log['name'];
  return textCell(attributesCell(log['fields']).get('event'));
}

/** References but the one to the parent, which core data sources list too. */
export function linksOf(frame: DataFrame, row: number): readonly NestedRow[] {
  const cell = cellReader(frame);
  const parent = cell('parentSpanID', row);
  return listCell(cell('references', row)).filter(
    ({ traceID, spanID }) => !(traceID === cell('traceID', row) && spanID === parent),
  );
}

/** Spans with the same id are told apart by what the trace kept of them: the first in the frame, the others by their start. */
function frameRows(
  trace: Trace,
  rows: readonly number[],
  spanIds: readonly string[],
  start: readonly bigint[],
): Int32Array {
  const firstOf = new Map<string, number>();
  const others = new Map<string, number[]>();
  spanIds.forEach((id, span) => {
    if (!firstOf.has(id)) firstOf.set(id, span);
    else others.set(id, [...(others.get(id) ?? []), span]);
  });
  return Int32Array.from(trace.spanIds, (id, row) => {
    if ((trace.flags[row] & SPAN_FLAG.duplicateId) === 0) return rows[firstOf.get(id) ?? 0];
    const left = others.get(id) ?? [];
    const at = left.findIndex((span) => Number(start[span] - trace.start) === trace.startNs[row]);
    return rows[left.splice(Math.max(0, at), 1)[0]];
  });
}
