// What /api/v1/query and /api/v1/query_range answer, as series. A native histogram is no number: it becomes no sample, and is counted.
import type { Labels, Series } from '@watchingcat/model';
import { finite, list, record, ShapeError, text } from '../decode.ts';
import type { Decoder } from '../decode.ts';

export interface Samples {
  readonly series: readonly Series[];
  /** Series that had native histograms, of which nothing is in `series`. */
  readonly histogramSeries: number;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const SPECIAL: Readonly<Record<string, number>> = {
  NaN: NaN,
  '+Inf': Infinity,
  Inf: Infinity,
  '-Inf': -Infinity,
};

/** A number as Prometheus writes it: `1.5`, `1e+06`, `NaN`, `+Inf`, `-Inf`. */
export const sampleValue: Decoder<number> = (value, at) => {
  const written = text(value, at);
  if (Object.hasOwn(SPECIAL, written)) return SPECIAL[written];
  if (!NUMBER.test(written)) throw new ShapeError(at, 'a sample value', value);
  return Number(written);
};

export const labels: Decoder<Labels> = (value, at) => {
  const found = record(value, at);
  for (const name of Object.keys(found)) text(found[name], `${at}.${name}`);
  return found as Labels;
};

/** `data` of an answer, whatever its `resultType`; a scalar is one series without labels. */
export const samples: Decoder<Samples> = (value, at) => {
  const { resultType, result } = record(value, at);
  const place = at ? `${at}.result` : 'result';
  switch (resultType) {
    case 'scalar':
      return { series: [seriesOf({}, [result], place)], histogramSeries: 0 };
    case 'vector':
      return samplesOf(list(record)(result, place), place, 'value', 'histogram');
    case 'matrix':
      return samplesOf(list(record)(result, place), place, 'values', 'histograms');
    default:
      throw new ShapeError(at ? `${at}.resultType` : 'resultType', 'vector, matrix or scalar', resultType);
  }
};

function samplesOf(
  rows: readonly Readonly<Record<string, unknown>>[],
  at: string,
  field: 'value' | 'values',
  histogramField: 'histogram' | 'histograms',
): Samples {
  const series: Series[] = [];
  let histogramSeries = 0;
  rows.forEach((row, index) => {
    const place = `${at}[${index}]`;
    if (row[histogramField] !== undefined) histogramSeries++;
    const found = row[field];
    if (found === undefined && row[histogramField] !== undefined) return;
    const pairs = field === 'value' ? [found] : list((pair) => pair)(found, `${place}.values`);
    // VictoriaMetrics leaves `metric` out where a series has no labels.
    series.push(seriesOf(row['metric'] === undefined ? {} : labels(row['metric'], `${place}.metric`), pairs, place));
  });
  return { series, histogramSeries };
}

function seriesOf(seriesLabels: Labels, pairs: readonly unknown[], at: string): Series {
  const timesMs = new Float64Array(pairs.length);
  const values = new Float64Array(pairs.length);
  pairs.forEach((pair, index) => {
    if (!Array.isArray(pair) || pair.length !== 2) throw new ShapeError(`${at}[${index}]`, 'a time and a value', pair);
    timesMs[index] = Math.round(finite(pair[0], `${at}[${index}][0]`) * 1e3);
    values[index] = sampleValue(pair[1], `${at}[${index}][1]`);
  });
  return { labels: seriesLabels, timesMs, values };
}
