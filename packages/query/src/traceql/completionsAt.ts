// What can be typed at a place of a query: fixed words from here, and which attribute names or values the editor has to ask a back-end
// for. Told from the tokens before the place, so that it works while the rest does not make sense yet. Without knowing any editor.
import type { FilterField } from './filters.ts';
import { CONSTANTS } from './highlight.ts';
import { INTRINSIC_WORDS, intrinsicFacts, intrinsicOf, type ValueType } from './intrinsics.ts';
import { readName, readString } from './literals.ts';
import type { AttributeScope, Place } from './plan.ts';
import { attributeOf } from './readValue.ts';
import { isUnclosed, tokensOf, type Token } from './tokens.ts';

export interface CompletionWord {
  readonly text: string;
  readonly kind: 'intrinsic' | 'scope' | 'operator' | 'constant' | 'function' | 'bracket';
}

/** `from` to `to` is what a choice replaces: the word around the place, or nothing at the place. */
export interface Completions extends Place {
  /** Those that begin with what has been typed. */
  readonly words: readonly CompletionWord[];
  /** Names of attributes can stand here. The choice is printed whole, scope included (`printExpression`). */
  readonly attributes?: {
    /** Undefined when no scope has been typed, so that attributes of all scopes fit. */
    readonly scope: AttributeScope | undefined;
    readonly ofParent: boolean;
    readonly prefix: string;
  };
  /** Values of this field can stand here, in quotes when they are strings. */
  readonly values?: { readonly field: FilterField; readonly prefix: string };
}

const SCOPES = ['span.', 'resource.', 'event.', 'link.', 'instrumentation.', 'parent.'];
const EQUALITY = ['=', '!='];
const ORDER = ['>', '>=', '<', '<='];
const REGEX = ['=~', '!~'];
const RELATIONS = ['>', '>>', '<', '<<', '~', '!>', '!>>', '!<', '!<<', '!~', '&>', '&>>', '&<', '&<<', '&~'];
const AGGREGATES = ['count()', 'avg(', 'min(', 'max(', 'sum('];
const STAGES = [...AGGREGATES, 'by(', 'select(', 'coalesce()'];
const COMPARISON = /^(=|!=|>|>=|<|<=|=~|!~)$/;
const LOGIC = /^(&&|\|\||!|,|[{(])$/;

export function completionsAt(text: string, position: number): Completions {
  const tokens = tokensOf(text);
  const typed = tokens.find((token) => token.from < position && position <= token.to && isTyped(token, position));
  const before = tokens.filter(
    ({ kind, to }) => to <= (typed?.from ?? position) && kind !== 'space' && kind !== 'comment',
  );
  // A string without its end reaches to the end of the text; what is typed of it ends at the place.
  const to = typed === undefined || isUnclosed(typed) ? position : typed.to;
  const place = { from: typed?.from ?? position, to };
  if (typed?.kind === 'comment') return { ...place, words: [] };
  const prefix = typed === undefined ? '' : text.slice(typed.from, position);
  const { words, ...asked } = isInField(before) ? inField(before, typed, prefix) : betweenSpansets(before, typed);
  return { ...place, ...asked, words: words.filter((word) => word.text.startsWith(prefix)) };
}

/** Operators and brackets end before the place, even when they touch it; a closed string too. */
function isTyped(token: Token, position: number): boolean {
  if (token.kind === 'space' || token.kind === 'operator' || token.kind === 'bracket') return false;
  const isOver = (token.kind === 'string' || token.kind === 'comment') && !isUnclosed(token) && position === token.to;
  return !isOver;
}

type Answer = Omit<Completions, 'from' | 'to'>;

/** Whether the place is within braces, or within the parentheses of a function of fields. */
function isInField(before: readonly Token[]): boolean {
  const open: boolean[] = [];
  before.forEach(({ text }, i) => {
    const ofFunction = text === '(' && /^[a-z_]+$/.test(before[i - 1]?.text ?? '') && before[i - 1].text !== 'with';
    if (text === '{') open.push(true);
    else if (text === '(') open.push(ofFunction || (open.at(-1) ?? false));
    else if (text === '}' || text === ')') open.pop();
  });
  return open.at(-1) ?? false;
}

function inField(before: readonly Token[], typed: Token | undefined, prefix: string): Answer {
  const last = before.at(-1);
  if (last === undefined || LOGIC.test(last.text) || /^[+\-*/%^]$/.test(last.text)) return fields(typed, prefix);
  if (COMPARISON.test(last.text)) return values(fieldOf(before.at(-2)), last.text, typed, prefix);
  // A value or a closing parenthesis: a comparison follows, unless there has been one.
  const start = before.findLastIndex(({ text }) => LOGIC.test(text));
  const hasCompared = before.slice(start + 1).some(({ text }) => COMPARISON.test(text));
  const logic = words('operator', ['&&', '||']);
  const closing = words('bracket', ['}']);
  if (hasCompared || last.text === ')') return { words: [...logic, ...closing] };
  const type = typeOfToken(last);
  const operators = [
    ...EQUALITY,
    ...(mayOrder(type) ? ORDER : []),
    ...(type === 'any' || type === 'string' ? REGEX : []),
  ];
  return {
    words: [...words('operator', operators), ...(type === 'any' || type === 'boolean' ? [...logic, ...closing] : [])],
  };
}

function fields(typed: Token | undefined, prefix: string): Answer {
  if (typed?.kind === 'string') return { words: [] };
  const isAttribute = typed?.kind === 'attribute';
  const { scope, ofParent, name } = attributeOf(isAttribute ? prefix : `.${prefix}`, { from: 0, to: 0 });
  return {
    words: [
      ...words('intrinsic', INTRINSIC_WORDS),
      ...words('scope', [...SCOPES, ...SCOPES.slice(0, -1).map((each) => `parent.${each}`)]),
    ],
    attributes: {
      scope: isAttribute && !/^(parent)?\./.test(prefix) ? scope : ofParent && scope !== 'any' ? scope : undefined,
      ofParent,
      prefix: readName(name.replace(/^"|"$/g, '')),
    },
  };
}

function values(field: FilterField | undefined, operator: string, typed: Token | undefined, prefix: string): Answer {
  if (field === undefined) return { words: [] };
  const type = field.type === 'intrinsic' ? intrinsicFacts(field.name).type : 'any';
  if (type === 'status' || type === 'kind') return { words: words('constant', CONSTANTS[type]) };
  const isOptional = field.type === 'attribute' || intrinsicFacts(field.name).optional === true;
  const nil = isOptional && /^!?=$/.test(operator) ? ['nil'] : [];
  const constants = type === 'any' && field.type === 'attribute' && /^!?=$/.test(operator) ? ['true', 'false'] : [];
  const isNamed = field.type === 'attribute' || type === 'string';
  return {
    words: words('constant', [...constants, ...nil]),
    ...(isNamed && { values: { field, prefix: typed?.kind === 'string' ? textOf(prefix) : prefix } }),
  };
}

function betweenSpansets(before: readonly Token[], typed: Token | undefined): Answer {
  const last = before.at(-1);
  const braces = words('bracket', ['{', '(']);
  if (typed?.kind === 'string' || typed?.kind === 'attribute') return { words: [] };
  if (last === undefined) return { words: [...braces, ...words('function', STAGES)] };
  if (last.text === '|') return { words: [...words('function', STAGES), ...words('bracket', ['{'])] };
  if (before.some(({ text }) => text === 'with'))
    return { words: words('constant', ['most_recent=true', 'most_recent=false']) };
  if (last.text === '(') return { words: [...braces, ...words('function', AGGREGATES)] };
  const isAfterScalar = last.text === ')' && isAggregate(before);
  if (isAfterScalar) return { words: words('operator', [...EQUALITY, ...ORDER, '+', '-', '*', '/']) };
  if (last.text === '}') return { words: words('operator', ['|', '&&', '||', ...RELATIONS]) };
  if (last.kind === 'operator') return { words: isComparingScalar(before) ? [] : braces };
  return { words: words('operator', ['|', '&&', '||']) };
}

/** Whether the parenthesis at the end closes count(), avg() and the like. */
function isAggregate(before: readonly Token[]): boolean {
  return /^(count|avg|min|max|sum)$/.test(before[openingOf(before) - 1]?.text ?? '');
}

function isComparingScalar(before: readonly Token[]): boolean {
  const upTo = before.slice(0, -1);
  return upTo.at(-1)?.text === ')' && isAggregate(upTo);
}

/** Where the bracket is that the last token closes. */
function openingOf(before: readonly Token[]): number {
  let depth = 0;
  return before.findLastIndex(({ text }) => {
    if (text === ')') depth++;
    if (text === '(') depth--;
    return depth === 0;
  });
}

function fieldOf(token: Token | undefined): FilterField | undefined {
  if (token?.kind === 'attribute') {
    const { type, scope, ofParent, name } = attributeOf(token.text, token);
    return { type, scope, ofParent, name };
  }
  const name = token?.kind === 'word' ? intrinsicOf(token.text) : undefined;
  return name === undefined ? undefined : { type: 'intrinsic', name };
}

function typeOfToken(token: Token): ValueType {
  if (token.kind === 'number' || token.kind === 'duration') return 'number';
  if (token.kind === 'string') return 'string';
  const field = fieldOf(token);
  return field?.type === 'intrinsic' ? intrinsicFacts(field.name).type : 'any';
}

function mayOrder(type: ValueType): boolean {
  return type === 'any' || type === 'number' || type === 'string';
}

/** What has been typed of a string. */
function textOf(prefix: string): string {
  try {
    return readString(`${prefix}${prefix[0]}`);
  } catch {
    return prefix.slice(1); // an escape is being typed
  }
}

function words(kind: CompletionWord['kind'], texts: readonly string[]): CompletionWord[] {
  return texts.map((text) => ({ text, kind }));
}
