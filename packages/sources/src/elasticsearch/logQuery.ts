// The conditions of a LogFilter in the query DSL. Made of objects only: values are data, wherever they come from.
import type { LogFilter, Severity } from '@watchingcat/model';
import { formatRfc3339, SEVERITIES, SEVERITY_WORDS } from '@watchingcat/model';
import type { Dsl } from './elasticsearchApi.ts';
import { hasValue } from './fieldForms.ts';
import type { FieldForms, FieldNames } from './logFields.ts';

export interface LogMapping {
  readonly names: FieldNames;
  readonly forms: FieldForms;
}

const NOTHING: Dsl = { match_none: {} };

/** @param attributes the fields that may hold each attribute, by its name @param serviceNames spellings of the service */
export function logQuery(
  filter: LogFilter,
  serviceNames: readonly string[] | undefined,
  { names, forms }: LogMapping,
  attributes: ReadonlyMap<string, LogMapping['forms']>,
): Dsl {
  const { range, minSeverity = 'unspecified', text = '', traceId, spanId } = filter;
  const oneOf = (fields: readonly string[], values: readonly string[]) =>
    anyOf(fields.flatMap((field) => hasValue(field, forms, values)));
  const conditions: Dsl[] = [
    { range: { [names.time[0] ?? '@timestamp']: { gte: formatRfc3339(range.start), lt: formatRfc3339(range.end) } } },
  ];
  if (serviceNames !== undefined) conditions.push(oneOf(names.service, serviceNames));
  if (traceId !== undefined) conditions.push(oneOf(names.traceId, spellingsOfId(traceId)));
  if (spanId !== undefined) conditions.push(oneOf(names.spanId, spellingsOfId(spanId)));
  if (minSeverity !== 'unspecified')
    conditions.push(
      anyOf(
        SEVERITIES.slice(SEVERITIES.indexOf(minSeverity)).map((severity) => isOfSeverity(severity, { names, forms })),
      ),
    );
  for (const word of text.split(/\s+/).filter((one) => one !== ''))
    conditions.push(anyOf(names.message.flatMap((field) => hasWord(field, forms, word))));
  for (const [name, value] of Object.entries(filter.attributes ?? {})) {
    const own = attributes.get(name) ?? (new Map() as FieldForms);
    conditions.push(anyOf([...own.keys()].flatMap((field) => hasValue(field, own, [value]))));
  }
  return { bool: { filter: conditions } };
}

/** By the number where a record has one, else by the word of its logger; never true for `unspecified`. */
export function isOfSeverity(severity: Severity, { names, forms }: LogMapping): Dsl {
  if (severity === 'unspecified') return NOTHING;
  const highest = SEVERITIES.indexOf(severity) * 4;
  const inNumbers = (from: number, to: number) =>
    names.severityNumber.map((field): Dsl => ({ range: { [field]: { gte: from, lte: to } } }));
  const words = SEVERITY_WORDS[severity].flatMap((word) => [
    word,
    word.toUpperCase(),
    word[0].toUpperCase() + word.slice(1),
  ]);
  const byWord = anyOf(names.level.flatMap((field) => hasValue(field, forms, [...new Set(words)])));
  return anyOf([...inNumbers(highest - 3, highest), { bool: { filter: [byWord], must_not: inNumbers(1, 24) } }]);
}

/** Which attributes of a record or its resource may stand in which fields: by layout. */
export function attributeFields(name: string): readonly string[] {
  const flat = name.replaceAll('.', '_');
  const places = ['attributes.', 'resource.attributes.', 'Attributes.', 'Resource.', 'fields.', 'labels.', ''];
  return [...new Set([...places.map((place) => place + name), `labels.${flat}`, `numeric_labels.${flat}`, flat])];
}

/** As whole words whatever their case: by the analyzer where the field has one, else by an expression over the whole value. */
function hasWord(field: string, forms: FieldForms, word: string): readonly Dsl[] {
  return (forms.get(field) ?? []).map((form): Dsl => {
    if (form !== 'exact') return { match: { [field]: { query: word, operator: 'and' } } };
    const value = `(.*[^a-zA-Z0-9_])?${word.replace(/[.?+*|{}[\]()"\\#@&<>~^]/g, '\\$&')}([^a-zA-Z0-9_].*)?`;
    return { regexp: { [field]: { value, case_insensitive: true } } };
  });
}

/** Loggers write an id as it is, in capitals, with dashes as a UUID, or without leading zeros. */
function spellingsOfId(id: string): string[] {
  const lower = id.toLowerCase();
  const uuid = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(lower);
  const short = lower.replace(/^0+(?=.)/, '');
  const spellings = [lower, short, ...(uuid === null ? [] : [uuid.slice(1).join('-')])];
  return [...new Set(spellings.flatMap((one) => [one, one.toUpperCase()]))];
}

/** Nothing to choose from is never true: a field that does not exist has no value. */
function anyOf(alternatives: readonly Dsl[]): Dsl {
  if (alternatives.length === 0) return NOTHING;
  return alternatives.length === 1 ? alternatives[0] : { bool: { should: alternatives, minimum_should_match: 1 } };
}
