// What to tell a person whose query stops making sense at some place. The grammar only knows where; what to do about it is guessed here
// from the words around.
import { INTRINSIC_WORDS } from './intrinsics.ts';
import type { Place, TraceQlError } from './plan.ts';
import { isUnclosed, type Token } from './tokens.ts';

const INSTEAD: Readonly<Record<string, string>> = {
  and: 'Write && for "and"',
  or: 'Write || for "or"',
  not: 'Write ! for "not", for example !(.a = 1)',
  null: 'Write nil for a missing value',
  undefined: 'Write nil for a missing value',
  "'": 'Text stands in double quotes or back-ticks: "GET"',
};
const MAX_REPEATED = 60;
const OPENING: Readonly<Record<string, string>> = { '}': '{', ')': '(' };
const FUNCTIONS = ['count()', 'avg()', 'min()', 'max()', 'sum()', 'by()', 'select()', 'coalesce()'];

/** @param place where the grammar gave up, or a token that is not closed */
export function syntaxError(tokens: readonly Token[], place: Place): TraceQlError {
  const words = tokens.filter(({ kind }) => kind !== 'space' && kind !== 'comment').map(shortened);
  const bad = tokens.find((token) => isUnclosed(token));
  if (bad !== undefined) {
    const what =
      bad.kind === 'comment'
        ? 'This comment is not closed: */ is missing'
        : `This text is not closed: ${bad.text[0]} is missing`;
    return { from: bad.from, to: bad.to, message: what };
  }
  if (words.length === 0) {
    return {
      from: 0,
      to: place.to,
      message: 'The query is empty. { } finds all spans, { status = error } those that failed',
    };
  }
  const at = words.findIndex(({ to }) => to > place.from);
  if (at === -1) return atEnd(words, place);
  const { from, to } = words[at];
  return { from, to, message: messageFor(words, at) };
}

/** A message that repeats a text of 10,000 characters helps nobody. */
function shortened(token: Token): Token {
  return token.text.length <= MAX_REPEATED ? token : { ...token, text: `${token.text.slice(0, MAX_REPEATED)}…` };
}

function atEnd(words: readonly Token[], place: Place): TraceQlError {
  const { text, to } = words[words.length - 1];
  const open = openBrackets(words).at(-1);
  const message =
    text === '=' || /[<>~&|+*/%^!]$/.test(text)
      ? `Something is missing after ${text}`
      : open !== undefined
        ? `${open.text} at ${open.from + 1} is not closed: ${open.text === '{' ? '}' : ')'} is missing`
        : 'The query is not complete';
  return { from: to, to: Math.max(to, place.to), message };
}

/** Those that are still open at the end. */
function openBrackets(words: readonly Token[]): Token[] {
  const open: Token[] = [];
  for (const word of words) {
    if (word.text === '{' || word.text === '(') open.push(word);
    else if (word.kind === 'bracket' && open.at(-1)?.text === OPENING[word.text]) open.pop();
  }
  return open;
}

function messageFor(words: readonly Token[], at: number): string {
  const { kind, text } = words[at];
  const before = words[at - 1] as Token | undefined;
  const open = openBrackets(words.slice(0, at));
  const isInBraces = open.some((bracket) => bracket.text === '{') || open.some((_, i) => i > 0);
  const instead = INSTEAD[text.toLowerCase()];
  if (instead !== undefined) return instead;
  if (kind === 'bracket' && text in OPENING) return forClosing(text, before, open);
  if (before?.text === '=' && text === '=') return 'Write = once to compare';
  if (kind === 'unknown' && /^[\d.]/.test(text))
    return `${text} is no number. Write digits, such as 1.5, or a duration, such as 1.5s`;
  if (words.slice(0, at).some((word) => word.text === 'with'))
    return 'The one hint that is understood is with (most_recent=true)';
  if (kind === 'attribute' && text.endsWith('.')) return `The name of the attribute is missing after ${text}`;
  if (kind === 'word') return isInBraces ? forWord(text, before) : forFunction(text);
  if (kind === 'attribute' && !isInBraces) return `Conditions stand in braces: { ${text} = … }`;
  if (open.length === 0 && before === undefined) return 'A query begins with {, for example { status = error }';
  return `${text} cannot stand here${before === undefined ? '' : `, after ${before.text}`}`;
}

function forClosing(text: string, before: Token | undefined, open: readonly Token[]): string {
  const innermost = open.at(-1);
  if (innermost === undefined) return `This ${text} closes nothing. Remove it`;
  if (innermost.text !== OPENING[text]) return `${innermost.text} at ${innermost.from + 1} is not closed`;
  if (before?.kind === 'attribute' && before.text.endsWith('.'))
    return `The name of the attribute is missing after ${before.text}`;
  return `Something is missing after ${before!.text}`;
}

function forWord(word: string, before: Token | undefined): string {
  if (before?.kind === 'operator' && /[=~<>]/.test(before.text)) {
    return `${word} is not known here. If it is text, write it in quotes: "${word}"`;
  }
  const near = nearest(word, INTRINSIC_WORDS);
  const attribute = word.includes(':') ? word.replace(':', '.') : `.${word}`;
  return `${word} is not known. Did you mean ${near === undefined ? '' : `${near}, or `}the attribute ${attribute}?`;
}

function forFunction(word: string): string {
  if (/^(span|resource|event|link|instrumentation)$/.test(word) || INTRINSIC_WORDS.includes(word)) {
    return `Conditions stand in braces: { ${word} … }`;
  }
  const near = nearest(`${word}()`, FUNCTIONS);
  return `${word} is not known here. ${near === undefined ? `After | can stand { … } and ${FUNCTIONS.join(', ')}` : `Did you mean ${near}?`}`;
}

/** The one that takes the fewest changes of a letter, when those are few. */
function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.min(3, word.length / 2);
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Levenshtein's, row by row. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 3) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
