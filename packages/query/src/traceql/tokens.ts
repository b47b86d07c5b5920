// Cuts the text of a query into tokens, without loss and without judging: highlighting and completion work on any text, and the parser
// takes names and values from here. Which order of tokens makes sense is the grammar's to say.
import type { Place } from './plan.ts';

/**
 * - `attribute`: `.name`, `span."a b"`, `parent.resource.name`; also unfinished, as `span.`
 * - `word`: intrinsics (`name`, `span:duration`), functions, `true`, `error`, and whatever else is written in letters
 * - `variable`: a variable of Grafana's which nobody replaced
 */
export type TokenKind =
  | 'space'
  | 'comment'
  | 'string'
  | 'number'
  | 'duration'
  | 'attribute'
  | 'word'
  | 'variable'
  | 'operator'
  | 'bracket'
  | 'unknown';

export interface Token extends Place {
  readonly kind: TokenKind;
  readonly text: string;
}

const SCOPES = 'span|resource|event|link|instrumentation';
const QUOTED = String.raw`"(?:[^"\\]|\\[^])*"`;
/** What ends an attribute's name, as in Grafana's grammar. */
const NAME = String.raw`(?:${QUOTED}|[^\s{}()=~!<>&|,"^])*`;

const RULES: readonly (readonly [TokenKind, RegExp])[] = [
  ['space', /\s+/y],
  ['comment', /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/y],
  ['string', /"(?:[^"\\]|\\[^])*(?:"|\\?$)|`[^`]*(?:`|$)/y],
  ['duration', /\d+(?:\.\d+)?(?:ns|us|µs|μs|ms|s|m|h)(?![\w.])/y],
  ['number', /\d+(?:\.\d+)?(?![\w.])/y],
  ['attribute', new RegExp(String.raw`(?:(?:parent\.)?(?:${SCOPES})|parent)?\.(?!\d)${NAME}`, 'y')],
  ['word', /[A-Za-z_]\w*(?::\w*)?/y],
  ['variable', /\$\w+|\$\{[^}\s]*\}?/y],
  ['operator', /!>>|!<<|&>>|&<<|&>|&<|&~|&&|\|\||>>|<<|>=|<=|!=|=~|!~|!>|!<|[=<>~|+\-*/%^!,]/y],
  ['bracket', /[{}()]/y],
  ['unknown', /[\w.]+|[^]/y],
];

/** Every character of `text` is in exactly one token. O(n). */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let from = 0; from < text.length;) {
    const token = tokenAt(text, from);
    tokens.push(token);
    from = token.to;
  }
  return tokens;
}

function tokenAt(text: string, from: number): Token {
  for (const [kind, rule] of RULES) {
    rule.lastIndex = from;
    if (rule.test(text)) return { kind, from, to: rule.lastIndex, text: text.slice(from, rule.lastIndex) };
  }
  throw new Error('the last rule matches any character');
}

/** A string that lacks its closing quote, or a comment that lacks its end. */
export function isUnclosed({ kind, text }: Token): boolean {
  if (kind === 'comment') return text.startsWith('/*') && (text.length < 4 || !text.endsWith('*/'));
  if (kind !== 'string') return false;
  return text[0] === '`' ? text.length < 2 || !text.endsWith('`') : !/^"(?:[^"\\]|\\[^])*"$/.test(text);
}
