// The statistics of a trace as the API gives them.
import { attributeStatistics, selfTimes, traceStatistics, type StatisticsRow } from '@watchingcat/analysis';
import { Type, type Static } from 'typebox';
import { ClockSkew, Coverage } from '../schemas.ts';
import type { DetailedTrace, ShownTrace } from './storedTrace.ts';

/** An attribute may have another value on every span. */
const MAX_STATISTICS_ROWS = 10_000;

const NameOrNull = Type.Union([Type.String(), Type.Null()]);
const Nanoseconds = Type.Number();
export const StatisticsAnswer = Type.Object({
  traceId: Type.String(),
  by: Type.String(),
  rows: Type.Array(
    Type.Object({
      name: Type.Union([Type.String(), Type.Null()], { description: 'null: spans that lack the attribute' }),
      service: Type.Union([Type.String(), Type.Null()], { description: 'Of an operation; else null' }),
      spans: Type.Integer(),
      errors: Type.Integer(),
      totalNs: Type.Number({ description: 'Sum of the durations; more than the trace’s where spans overlap' }),
      selfNs: Type.Number({ description: 'Time that no child covers' }),
      selfShare: Type.Number({ description: 'Part of the self time of all spans, 0 to 1' }),
      p50Ns: Nanoseconds,
      p95Ns: Nanoseconds,
      p99Ns: Nanoseconds,
      maxNs: Nanoseconds,
    }),
    { description: 'Most self time first' },
  ),
  attribute: NameOrNull,
  unknownSpans: Type.Integer({ description: 'Spans whose attributes were cut from the answer; in no row' }),
  omittedRows: Type.Integer({ description: 'Rows beyond MAX_STATISTICS_ROWS, those with the least self time' }),
  clockSkew: ClockSkew,
  coverage: Coverage,
});
type Answer = Static<typeof StatisticsAnswer>;

export function statisticsJson(shown: ShownTrace, by: 'service' | 'operation'): Answer {
  const { trace } = shown;
  return answerOf(shown, by, traceStatistics(trace, selfTimes(trace), by));
}

export function attributeStatisticsJson(shown: DetailedTrace, attribute: string): Answer {
  const { trace, details } = shown;
  const { rows, unknownSpans } = attributeStatistics(trace, selfTimes(trace), details, attribute);
  return { ...answerOf(shown, 'attribute', rows), attribute, unknownSpans };
}

function answerOf({ trace, coverage, clockSkew }: ShownTrace, by: string, rows: readonly StatisticsRow[]): Answer {
  return {
    traceId: trace.traceId,
    by,
    attribute: null,
    rows: rows.slice(0, MAX_STATISTICS_ROWS).map(({ name, service, firstRow: _, ...numbers }) => ({
      name: name ?? null,
      service: service ?? null,
      ...numbers,
    })),
    unknownSpans: 0,
    omittedRows: Math.max(0, rows.length - MAX_STATISTICS_ROWS),
    clockSkew,
    coverage,
  };
}
