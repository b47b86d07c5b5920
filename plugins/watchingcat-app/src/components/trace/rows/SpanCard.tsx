// What is said of a span, or of a run of alike spans, while the pointer rests on its bar.
import { rowOfLine, type Line } from '@watchingcat/analysis';
import { SPAN_KINDS } from '@watchingcat/model';
import React from 'react';
import { formatDurationNs, formatPercent } from '../../format';
import { nameText } from '../../visibleText';
import type { TraceModel } from '../traceModel';
import { runFigures } from './FoldRow';

export function SpanCard({ model, line }: { readonly model: TraceModel; readonly line: Line }) {
  const { trace, selfNs, firstEvent } = model;
  const row = rowOfLine(line);
  const duration = trace.durationsNs[row];
  const events = firstEvent[row + 1] - firstEvent[row];
  const stats = line < 0 ? model.runStats(model.runs().runOf[row]) : undefined;
  return (
    <>
      <div>
        {stats && `${stats.count.toLocaleString('en')} × `}
        {nameText(trace.operations[trace.operation[row]])}
      </div>
      <div>{nameText(trace.services[trace.service[row]])}</div>
      {stats ? (
        <div>{runFigures(stats)}</div>
      ) : (
        <>
          <div>
            {formatDurationNs(duration)} · {SPAN_KINDS[trace.kind[row]] ?? 'unspecified'}
            {trace.durationNs > 0 && ` · ${formatPercent(duration / trace.durationNs)} of the trace`}
          </div>
          <div>
            own time {formatDurationNs(selfNs[row])} · starts at {formatDurationNs(trace.startNs[row])}
          </div>
          {events > 0 && <div>{events === 1 ? '1 event' : `${events.toLocaleString('en')} events`}</div>}
        </>
      )}
    </>
  );
}
