// Colours for an editor, without knowing any editor. Works on any text, finished or not; what is wrong with it is `parseTraceQl`'s to say.
import { intrinsicOf } from './intrinsics.ts';
import type { Place } from './plan.ts';
import { isUnclosed, tokensOf, type Token } from './tokens.ts';

/** `constant`: true, nil, error, server and the like. `error`: what is no word of TraceQL in any place. */
export type HighlightKind =
  | 'attribute'
  | 'intrinsic'
  | 'operator'
  | 'string'
  | 'number'
  | 'constant'
  | 'function'
  | 'bracket'
  | 'comment'
  | 'error';

export interface Highlight extends Place {
  readonly kind: HighlightKind;
}

export const CONSTANTS = {
  any: ['true', 'false', 'nil', 'minInt', 'maxInt'],
  status: ['ok', 'error', 'unset'],
  kind: ['server', 'client', 'producer', 'consumer', 'internal', 'unspecified'],
} as const;
const ALL_CONSTANTS = new Set<string>(Object.values(CONSTANTS).flat());

/** Words before a parenthesis, those that make metrics included: they are known, though not answered. */
const FUNCTIONS =
  /^(count|avg|min|max|sum|by|select|coalesce|with|rate|(count|min|max|avg|sum|quantile|histogram)_over_time|compare|topk|bottomk)$/;

/** In the order of the text, apart from each other; white space has none. */
export function highlight(text: string): Highlight[] {
  return tokensOf(text).flatMap((token) => {
    const kind = kindOf(token);
    return kind === undefined ? [] : [{ from: token.from, to: token.to, kind }];
  });
}

function kindOf(token: Token): HighlightKind | undefined {
  if (isUnclosed(token)) return 'error';
  switch (token.kind) {
    case 'space':
      return undefined;
    case 'duration':
      return 'number';
    case 'unknown':
    case 'variable':
      return 'error';
    case 'word':
      if (intrinsicOf(token.text) !== undefined) return 'intrinsic';
      if (ALL_CONSTANTS.has(token.text)) return 'constant';
      return FUNCTIONS.test(token.text) ? 'function' : token.text === 'most_recent' ? 'constant' : 'error';
    default:
      return token.kind;
  }
}
