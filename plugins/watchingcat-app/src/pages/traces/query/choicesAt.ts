// What the editor offers at a place: words of the language, and names and values of attributes as far as they are known.
import type { AttributeName, AttributeOwner, AttributeValueCount } from '@watchingcat/model';
import { completionsAt, printExpression, type AttributeScope, type FilterField } from '@watchingcat/query';
import type { AskedValues, AttributeAnswers } from '../attributes/AttributeAnswers';
import { CATALOGUE } from './catalogue';
import { valueText } from './conditions';

export interface Choice {
  /** What it becomes in the query. */
  readonly text: string;
  /** `attribute`, `value`, or what kind of word it is. */
  readonly kind: string;
}

export interface Choices {
  /** What a choice replaces. */
  readonly from: number;
  readonly to: number;
  readonly choices: readonly Choice[];
}

/** Values that have been seen, by the field as TraceQL writes it (`resource.service.name`, `name`). */
export type SeenValues = ReadonlyMap<string, readonly string[]>;

const MAX_CHOICES = 50;
const at = { from: 0, to: 0 };

/** What a back-end is asked for at a place: names that hold a text, or values of an attribute. */
export type AskedAtPlace = { readonly names: string } | { readonly values: AskedValues };

/** `undefined` where nothing of a back-end can stand. */
export function askedAt(query: string, position: number): AskedAtPlace | undefined {
  const { attributes, values } = completionsAt(query, position);
  if (attributes !== undefined) return hasOwner(attributes.scope) ? { names: attributes.prefix } : undefined;
  if (values?.field.type !== 'attribute' || !hasOwner(values.field.scope)) return undefined;
  return { values: askedValues(values.field.name, values.field.scope, values.prefix) };
}

function hasOwner(scope: AttributeScope | undefined): scope is AttributeOwner | 'any' | undefined {
  return scope === undefined || scope === 'any' || scope === 'span' || scope === 'resource';
}

function askedValues(name: string, scope: AttributeOwner | 'any' | undefined, contains: string): AskedValues {
  return { name, owner: scope === 'any' ? undefined : scope, contains };
}

/** @param answers what a back-end has said so far */
export function choicesAt(query: string, position: number, seen: SeenValues, answers: AttributeAnswers): Choices {
  const { from, to, words, attributes, values } = completionsAt(query, position);
  const named: Choice[] =
    attributes === undefined ? [] : names(attributes, seen, answers.names(attributes.prefix)?.names ?? []);
  const valued: Choice[] =
    values === undefined ? [] : valuesOf(values.field, values.prefix, seen, knownValues(values, answers));
  const choices = [...valued, ...named, ...words.map(({ text, kind }) => ({ text, kind }))];
  return { from, to, choices: choices.slice(0, MAX_CHOICES) };
}

interface AskedNames {
  readonly scope: AttributeScope | undefined;
  readonly ofParent: boolean;
  readonly prefix: string;
}

function knownValues(
  { field, prefix }: { readonly field: FilterField; readonly prefix: string },
  answers: AttributeAnswers,
): readonly AttributeValueCount[] {
  if (field.type !== 'attribute' || !hasOwner(field.scope)) return [];
  return answers.values(askedValues(field.name, field.scope, prefix))?.values ?? [];
}

/** Of those that begin alike, what spans of this back-end have comes before what spans usually have. */
function names({ scope, ofParent, prefix }: AskedNames, seen: SeenValues, stored: readonly AttributeName[]): Choice[] {
  const known = [
    ...stored.map(({ owner, name }) => ({ scope: owner, name })),
    ...CATALOGUE.map(({ scope, name }) => ({ scope, name })),
  ];
  const wanted = prefix.toLowerCase();
  const fitting = known.filter((one) => scope === undefined || scope === 'any' || one.scope === scope);
  const rated = fitting.flatMap((one) => {
    const place = one.name.toLowerCase().indexOf(wanted);
    const field = { type: 'attribute', ...one, ofParent, name: one.name, at } as const;
    return place < 0 ? [] : [{ text: printExpression(field), place }];
  });
  const own = [...seen.keys()].filter((text) => /^(span|resource|event|link)?\./.test(text) && text.includes(prefix));
  const texts = [...own.filter((text) => scope === undefined || text.startsWith(`${scope}.`))];
  rated.sort((a, b) => Math.sign(a.place) - Math.sign(b.place)); // those that begin so first
  return [...new Set([...texts, ...rated.map(({ text }) => text)])].map((text) => ({ text, kind: 'attribute' }));
}

function valuesOf(
  field: FilterField,
  prefix: string,
  seen: SeenValues,
  stored: readonly AttributeValueCount[],
): Choice[] {
  const written = printExpression({ ...field, at });
  const bare = field.type === 'attribute' ? field.name : undefined;
  const sameName = [...seen].filter(([key]) => key === written || (bare !== undefined && key.endsWith(`.${bare}`)));
  const catalogued = CATALOGUE.find(({ name }) => name === bare)?.values ?? [];
  const texts = [...new Set([...sameName.flatMap(([, values]) => values), ...catalogued])];
  const all = [...stored, ...texts.map((text) => ({ text, type: 'string' as const }))];
  const wanted = prefix.toLowerCase();
  const fitting = all.filter(({ text }) => text.toLowerCase().includes(wanted)).map(valueText);
  return [...new Set(fitting)].map((text) => ({ text, kind: 'value' }));
}

/** Fields to choose from, as TraceQL writes them: those that have been seen, what spans always have, and the usual attributes. */
export function fieldNames(seen: SeenValues): readonly string[] {
  const known = CATALOGUE.filter(({ scope }) => scope !== 'event').map(({ scope, name }) =>
    printExpression({ type: 'attribute', scope, ofParent: false, name, at }),
  );
  return [...new Set(['resource.service.name', 'name', 'status', 'kind', 'rootName', ...seen.keys(), ...known])];
}
