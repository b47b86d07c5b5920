// Traces as Jaeger's UI saves them: the list under `data`.
import type { SpanDetails } from '@watchingcat/model';
import { list, ShapeError } from '../../decode.ts';
import { jaegerTrace } from '../../jaeger/jaegerTraces.ts';
import type { Warnings } from './traceFileError.ts';

/** A trace that cannot be read is left out. @throws ShapeError when it is no list of traces */
export function jaegerSpans(data: unknown, at: string, warnings: Warnings): readonly SpanDetails[] {
  const traces = list((trace, place) => ({ trace, place }))(data, at);
  return traces.flatMap(({ trace, place }) => {
    try {
      return jaegerTrace(trace, place);
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      warnings.add(`A trace was left out: ${error.message}.`);
      return [];
    }
  });
}
