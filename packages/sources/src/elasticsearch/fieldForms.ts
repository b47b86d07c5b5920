// How fields are mapped, from _field_caps: whether a whole value can be asked of the field itself, of a keyword beside it, or only as words.
import { record } from '../decode.ts';
import type { Decoder } from '../decode.ts';
import type { Dsl } from './elasticsearchApi.ts';
import { objectOf } from './elasticsearchApi.ts';
import type { FieldForm, FieldForms } from './logFields.ts';

export interface FieldCaps {
  /** How many indices the pattern names. */
  readonly indices: readonly string[];
  readonly forms: FieldForms;
  /** Types by field, for those who want to tell a person. */
  readonly types: ReadonlyMap<string, readonly string[]>;
}

const KEYWORD = '.keyword';
const NO_VALUE = new Set(['object', 'nested', 'unmapped']);
const WORDS = new Set(['text', 'match_only_text', 'annotated_text', 'pattern_text']);

/** For `fields` of _field_caps: each with the keyword that dynamic mapping puts beside a text. */
export function withKeywords(names: readonly string[]): string {
  return names.flatMap((name) => (name.endsWith('*') ? [name] : [name, `${name}${KEYWORD}`])).join(',');
}

export const fieldCaps: Decoder<FieldCaps> = (value, at) => {
  const { indices, fields } = record(value, at);
  const types = new Map(
    Object.entries(record(fields, 'fields')).map(([name, caps]): [string, string[]] => [
      name,
      Object.keys(objectOf(caps)).filter((type) => !NO_VALUE.has(type)),
    ]),
  );
  const forms = new Map<string, FieldForm[]>();
  for (const [name, own] of types) {
    if (own.length === 0 || (name.endsWith(KEYWORD) && types.has(name.slice(0, -KEYWORD.length)))) continue;
    const found = new Set<FieldForm>();
    for (const type of own) found.add(!WORDS.has(type) ? 'exact' : types.has(name + KEYWORD) ? 'keyword' : 'text');
    forms.set(name, [...found]);
  }
  return {
    indices: Array.isArray(indices)
      ? indices.map(String)
      : [indices].flatMap((one) => (typeof one === 'string' ? [one] : [])),
    forms,
    types,
  };
};

/** Any of `values` is the whole value of the field; a text without a keyword can only be asked for the words in their order. */
export function hasValue(name: string, forms: FieldForms, values: readonly string[]): readonly Dsl[] {
  return (forms.get(name) ?? []).flatMap((form): Dsl[] => {
    if (form === 'keyword') return [{ terms: { [name + KEYWORD]: values } }];
    // `lenient`: a word is no number, and asking a number for it finds nothing instead of failing.
    if (form === 'exact') return values.map((value) => ({ match: { [name]: { query: value, lenient: true } } }));
    return values.map((value) => ({ match_phrase: { [name]: value } }));
  });
}

/** A field for counting values: itself or its keyword; `undefined` where it only has words. */
export function countableField(name: string, forms: FieldForms): string | undefined {
  const own = forms.get(name) ?? [];
  return own.includes('exact') ? name : own.includes('keyword') ? name + KEYWORD : undefined;
}
