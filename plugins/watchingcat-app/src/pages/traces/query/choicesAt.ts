// What the editor offers at a place: words of the language, and names and values of attributes as far as they are known.
import { completionsAt, printExpression, type AttributeScope, type FilterField } from '@watchingcat/query';
import { CATALOGUE } from './catalogue';

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

export function choicesAt(query: string, position: number, seen: SeenValues): Choices {
  const { from, to, words, attributes, values } = completionsAt(query, position);
  const named: Choice[] = attributes === undefined ? [] : names(attributes, seen);
  const valued: Choice[] = values === undefined ? [] : valuesOf(values.field, values.prefix, seen);
  const choices = [...valued, ...named, ...words.map(({ text, kind }) => ({ text, kind }))];
  return { from, to, choices: choices.slice(0, MAX_CHOICES) };
}

interface AskedNames {
  readonly scope: AttributeScope | undefined;
  readonly ofParent: boolean;
  readonly prefix: string;
}

function names({ scope, ofParent, prefix }: AskedNames, seen: SeenValues): Choice[] {
  const known = CATALOGUE.map(({ scope, name }) => ({ scope, name }));
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

function valuesOf(field: FilterField, prefix: string, seen: SeenValues): Choice[] {
  const written = printExpression({ ...field, at });
  const bare = field.type === 'attribute' ? field.name : undefined;
  const sameName = [...seen].filter(([key]) => key === written || (bare !== undefined && key.endsWith(`.${bare}`)));
  const catalogued = CATALOGUE.find(({ name }) => name === bare)?.values ?? [];
  const all = [...new Set([...sameName.flatMap(([, values]) => values), ...catalogued])];
  const wanted = prefix.toLowerCase();
  return all
    .filter((value) => value.toLowerCase().includes(wanted))
    .map((value) => ({ text: printExpression({ type: 'string', value, at }), kind: 'value' }));
}

/** Fields to choose from, as TraceQL writes them: those that have been seen, what spans always have, and the usual attributes. */
export function fieldNames(seen: SeenValues): readonly string[] {
  const known = CATALOGUE.filter(({ scope }) => scope !== 'event').map(({ scope, name }) =>
    printExpression({ type: 'attribute', scope, ofParent: false, name, at }),
  );
  return [...new Set(['resource.service.name', 'name', 'status', 'kind', 'rootName', ...seen.keys(), ...known])];
}
