// The Prometheus name and unit of an OTLP metric, by
// https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/ ("OTLP Metric points to Prometheus"). Where the
// specification leaves room, as Prometheus' own receiver does it (prometheus/otlptranslator, UnderscoreEscapingWithSuffixes).

/** UCUM units (https://ucum.org/ucum), as they are written out; others stay as they are. */
const UNITS: ReadonlyMap<string, string> = new Map([
  ['d', 'days'],
  ['h', 'hours'],
  ['min', 'minutes'],
  ['s', 'seconds'],
  ['ms', 'milliseconds'],
  ['us', 'microseconds'],
  ['ns', 'nanoseconds'],
  ['By', 'bytes'],
  ['KiBy', 'kibibytes'],
  ['MiBy', 'mebibytes'],
  ['GiBy', 'gibibytes'],
  ['TiBy', 'tibibytes'], // so in Prometheus, whose names must be found here
  ['KBy', 'kilobytes'],
  ['kBy', 'kilobytes'],
  ['MBy', 'megabytes'],
  ['GBy', 'gigabytes'],
  ['TBy', 'terabytes'],
  ['m', 'meters'],
  ['V', 'volts'],
  ['A', 'amperes'],
  ['J', 'joules'],
  ['W', 'watts'],
  ['g', 'grams'],
  ['Cel', 'celsius'],
  ['Hz', 'hertz'],
  ['1', ''],
  ['%', 'percent'],
]);

/** What stands behind the `/` of a unit. */
const PER_UNITS: ReadonlyMap<string, string> = new Map([
  ['s', 'second'],
  ['m', 'minute'],
  ['h', 'hour'],
  ['d', 'day'],
  ['w', 'week'],
  ['mo', 'month'],
  ['y', 'year'],
]);

interface NameAndUnit {
  /** Without `_bucket`, `_sum` and `_count`. Empty when nothing of the OTLP name can stay. */
  readonly name: string;
  /** Empty for numbers of things. */
  readonly unit: string;
}

/** What the suffix depends on: `counter` is a monotonic sum, `gauge` an OTLP gauge and no other sum. */
export type Naming = 'counter' | 'gauge' | 'other';

/** The name and unit of a metric. */
export function metricName(otlpName: string, otlpUnit: string, naming: Naming): NameAndUnit {
  // Splitting at what a name cannot have makes one `_` of many, which the specification demands.
  let words = otlpName.split(/[^a-zA-Z0-9:]+/).filter((word) => word !== '');
  if (words.length === 0) return { name: '', unit: '' };
  const parts = unitParts(otlpUnit);
  words.push(...parts.filter((part) => !words.includes(part)));
  let unit = parts.join('_');
  if (naming === 'counter') words = suffixed(words, 'total');
  // For gauges alone: many senders give a count of things the unit 1.
  if (naming === 'gauge' && otlpUnit === '1') {
    words = suffixed(words, 'ratio');
    unit = 'ratio';
  }
  const name = words.join('_');
  return { name: /^[0-9]/.test(name) ? `_${name}` : name, unit };
}

/** For example `bytes` and `per_second`. */
function unitParts(otlpUnit: string): string[] {
  const slash = otlpUnit.indexOf('/');
  const [main, per] = slash < 0 ? [otlpUnit, ''] : [otlpUnit.slice(0, slash), otlpUnit.slice(slash + 1)];
  const mainWord = unitWord(main, UNITS);
  const perWord = unitWord(per, PER_UNITS);
  return [mainWord, perWord === '' ? '' : `per_${perWord}`].filter((part) => part !== '');
}

function unitWord(unit: string, words: ReadonlyMap<string, string>): string {
  const text = unit.trim();
  if (/[{}]/.test(text)) return ''; // "Dropping the portions of the Unit within brackets"
  return (words.get(text) ?? text)
    .split(/[^a-zA-Z0-9:]+/)
    .filter((word) => word !== '')
    .join('_');
}

function suffixed(words: readonly string[], suffix: string): string[] {
  return [...words.filter((word) => word !== suffix), suffix];
}
