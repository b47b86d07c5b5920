// A TraceQL query as a search over Jaeger: what to ask, and which of the traces that came back match. A module of its own, because the
// query language is large and most searches have none: it is loaded with the first one.
import { QueryError, type MatchedSpanSet, type SpanDetails } from '@watchingcat/model';
import { matchedSpanSet, parseTraceQl, prepareTraceQl, searchableTrace } from '@watchingcat/query';
import { jaegerAlternatives, refuseWhatJaegerLacks, type JaegerAlternative } from './traceQlOverJaeger.ts';

export interface TraceQlSearch {
  readonly alternatives: (services: readonly string[]) => readonly JaegerAlternative[];
  /** Empty when the trace does not match. */
  readonly evaluate: (spans: readonly SpanDetails[]) => readonly MatchedSpanSet[];
}

/** @throws QueryError when the text is not TraceQL that can be answered over Jaeger */
export function prepareTraceQlSearch(text: string): TraceQlSearch {
  const { plan, errors } = parseTraceQl(text);
  if (plan === undefined) throw new QueryError(errors.map(({ message }) => message).join('; '), errors);
  refuseWhatJaegerLacks(plan);
  const evaluate = prepareTraceQl(plan);
  return {
    alternatives: (services) => jaegerAlternatives(plan, services),
    evaluate: (spans) => {
      const trace = searchableTrace(spans);
      return evaluate(trace).map((match) => matchedSpanSet(match, (row) => trace.spans[row].spanId));
    },
  };
}
