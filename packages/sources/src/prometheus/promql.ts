// Pieces of PromQL. Whatever comes from telemetry or from a person stands in it as an escaped string, so that no value can leave its
// matcher. Names are written bare where every Prometheus can read them so, and quoted where they need UTF-8 names (Prometheus 3).

/** One condition on a label, as PromQL text. Only the functions of this file make it. */
export type Matcher = string & { readonly matcher: unique symbol };

const PLAIN_METRIC = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const PLAIN_LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r' };

/** A PromQL string (https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals) whose content is `value`. */
export function quoted(value: string): string {
  // A lone surrogate is no UTF-8; on its way it would become U+FFFD anyway.
  return `"${value.toWellFormed().replace(/[\\"\n\r]/g, (character) => ESCAPES[character])}"`;
}

/** A regular expression (RE2) that matches exactly `value`. */
export function literalPattern(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

export function isEqual(label: string, value: string): Matcher {
  return `${labelName(label)}=${quoted(value)}` as Matcher;
}

/** The label has one of `values`. One value needs no regular expression, which back-ends find faster. */
export function isOneOf(label: string, values: readonly string[]): Matcher {
  if (values.length === 1) return isEqual(label, values[0]);
  return `${labelName(label)}=~${quoted(values.map(literalPattern).join('|'))}` as Matcher;
}

/** `pattern` is of our own making: never a text from outside. */
export function isLike(label: string, pattern: string): Matcher {
  return `${labelName(label)}=~${quoted(pattern)}` as Matcher;
}

export function isPresent(label: string): Matcher {
  return `${labelName(label)}!=""` as Matcher;
}

/** The series of one metric. */
export function selector(metric: string, matchers: readonly Matcher[] = []): string {
  if (!PLAIN_METRIC.test(metric)) return selection([isEqual('__name__', metric), ...matchers]);
  return matchers.length === 0 ? metric : `${metric}${selection(matchers)}`;
}

/** The series that meet all conditions. */
export function selection(matchers: readonly Matcher[]): string {
  return `{${matchers.join(',')}}`;
}

/**
 * How much a counter grew in the `windowMs` before each evaluation.
 * @param atTime Unix seconds: before that time instead, at every evaluation
 */
export function increase(series: string, windowMs: number, atTime?: string): string {
  return `increase(${series}[${windowMs}ms]${atTime === undefined ? '' : ` @ ${atTime}`})`;
}

export function sumBy(labels: readonly string[], inner: string): string {
  return `sum by (${labels.map(labelName).join(',')}) (${inner})`;
}

/** Every series of `inner` with a further label, so that parts of one query can be told apart. */
export function tagged(inner: string, label: string, value: string): string {
  return `label_replace(${inner},${quoted(label)},${quoted(value)},"","")`;
}

export function labelName(label: string): string {
  return PLAIN_LABEL.test(label) ? label : quoted(label);
}

/** A label as a segment of a URL's path; others than plain ones as Prometheus 3 escapes them (`U__service_2e_name`). */
export function labelPath(label: string): string {
  if (PLAIN_LABEL.test(label)) return label;
  const escaped = Array.from(label.toWellFormed(), (character) => {
    if (character === '_') return '__';
    return /[a-zA-Z0-9]/.test(character) ? character : `_${character.codePointAt(0)!.toString(16)}_`;
  });
  return `U__${escaped.join('')}`;
}
