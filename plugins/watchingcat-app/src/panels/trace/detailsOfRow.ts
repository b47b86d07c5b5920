// All that a trace frame says of one span, in the shape in which the drawer shows it.
import { SPAN_KINDS, SPAN_STATUSES, type SpanDetails } from '@watchingcat/model';
import { linksOf, logName, type FrameTrace } from './frameToTrace';
import { attributesCell, cellReader, durationCell, listCell, textCell, timeCell } from './frameValues';

/** Undefined when the row of the trace has no row in the frame. */
export function detailsOfRow({ trace, frame, frameRow }: FrameTrace, row: number): SpanDetails | undefined {
  const at = frameRow[row];
  if (at === undefined || at === -1) return undefined;
  const cell = cellReader(frame);
  const parentSpanId = textCell(cell('parentSpanID', at));
  return {
    traceId: trace.traceId,
    spanId: trace.spanIds[row],
    parentSpanId: parentSpanId === '' ? undefined : parentSpanId,
    traceState: textCell(cell('traceState', at)),
    service: trace.services[trace.service[row]],
    operation: trace.operations[trace.operation[row]],
    kind: SPAN_KINDS[trace.kind[row]],
    status: SPAN_STATUSES[trace.status[row]],
    statusMessage: textCell(cell('statusMessage', at)),
    start: timeCell(cell('startTime', at)),
    durationNs: durationCell(cell('duration', at)),
    attributes: attributesCell(cell('tags', at)),
    resource: attributesCell(cell('serviceTags', at)),
    scope: {
      name: textCell(cell('instrumentationLibraryName', at)),
      version: textCell(cell('instrumentationLibraryVersion', at)),
    },
    events: listCell(cell('logs', at)).map((log) => ({
      time: timeCell(log['timestamp']),
      name: logName(log),
      attributes: attributesCell(log['fields']),
    })),
    links: linksOf(frame, at).map((link) => ({
      traceId: textCell(link['traceID']),
      spanId: textCell(link['spanID']),
      traceState: '',
      attributes: attributesCell(link['tags']),
    })),
  };
}
