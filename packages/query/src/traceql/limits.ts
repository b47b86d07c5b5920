// How large a query may be. A query comes from outside, and everything that reads one may recurse as deep as it goes.
import type { TraceQlError } from './plan.ts';
import type { Token } from './tokens.ts';

/** In characters. Far longer than what people and our own pages write. */
export const MAX_QUERY_LENGTH = 20_000;
/** Fields, values, operators and span sets: more than any other limit, this bounds how deep a plan is. */
const MAX_QUERY_PARTS = 1_000;
/** Brackets within brackets. */
const MAX_QUERY_NESTING = 100;

export function tooLong(text: string): TraceQlError | undefined {
  if (text.length <= MAX_QUERY_LENGTH) return undefined;
  const message = `A query has at most ${MAX_QUERY_LENGTH} characters. Shorten it, for example with a regular expression`;
  return { from: MAX_QUERY_LENGTH, to: text.length, message };
}

export function tooLarge(tokens: readonly Token[]): TraceQlError | undefined {
  let parts = 0;
  let depth = 0;
  for (const { kind, text, from, to } of tokens) {
    if (kind === 'space' || kind === 'comment') continue;
    if (text === '(' || text === '{') depth++;
    else if (text === ')' || text === '}') depth--;
    if (depth > MAX_QUERY_NESTING) {
      const message = `Brackets are nested more than ${MAX_QUERY_NESTING} deep. Remove those that change nothing`;
      return { from, to, message };
    }
    if (kind === 'bracket' && text !== '{') continue;
    if (++parts > MAX_QUERY_PARTS) {
      const message = `A query has at most ${MAX_QUERY_PARTS} fields, values and operators. Split it, or use a regular expression`;
      return { from, to, message };
    }
  }
  return undefined;
}
