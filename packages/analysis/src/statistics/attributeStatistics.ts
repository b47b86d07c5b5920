// A trace as a table by the values of one attribute. Spans whose attributes are not known (the answer that holds them was cut) are told
// apart from spans that do not have the attribute: the one is a gap in what is known, the other a fact.
import { attributeText, type SpanDetails, type Trace } from '@watchingcat/model';
import { traceStatistics, type StatisticsRow } from './traceStatistics.ts';

export interface AttributeStatistics {
  /** A row without name holds the spans that lack the attribute. Shares are of the whole trace. */
  readonly rows: readonly StatisticsRow[];
  /** Spans whose attributes are not known; no row counts them. */
  readonly unknownSpans: number;
}

/**
 * An attribute of the span itself, or else of its resource; compared as text. O(n log n).
 * @param details one entry a row, as of `detailsOfRows`
 * @param self the answer of `selfTimes`
 */
export function attributeStatistics(
  trace: Trace,
  self: Float64Array,
  details: readonly (SpanDetails | undefined)[],
  attribute: string,
): AttributeStatistics {
  let unknownSpans = 0;
  const rows = traceStatistics(trace, self, (row) => {
    const span = details[row];
    if (span === undefined) return UNKNOWN;
    const value = span.attributes.get(attribute) ?? span.resource.get(attribute);
    return value === undefined || value === null ? undefined : `=${attributeText(value)}`;
  });
  const known = rows.filter(({ name, spans }) => {
    if (name === UNKNOWN) unknownSpans = spans;
    return name !== UNKNOWN;
  });
  return { rows: known.map((row) => ({ ...row, name: row.name?.slice(1) })), unknownSpans };
}

/** No value's name: those begin with an equals sign. */
const UNKNOWN = '?';
