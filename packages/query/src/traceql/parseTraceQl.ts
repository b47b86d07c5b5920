// TraceQL (https://grafana.com/docs/tempo/latest/traceql/construct-traceql-queries/): from text to plan, or to errors with their place.
import { childrenOf, Query, type Node } from './grammar.ts';
import type { Hint, TraceQlError, TraceQlPlan } from './plan.ts';
import { tooLarge, tooLong } from './limits.ts';
import { Reader } from './reader.ts';
import { readSpansets } from './readSpansets.ts';
import { syntaxError } from './syntaxError.ts';
import { isUnclosed, tokensOf } from './tokens.ts';

export type TraceQlResult =
  | { readonly plan: TraceQlPlan; readonly errors?: undefined }
  | { readonly plan?: undefined; readonly errors: readonly TraceQlError[] };

/**
 * Never throws, whatever the text. Of errors in the order of words there is one, the first, since what follows is guesswork; of errors
 * in meaning (types, regular expressions, what is not supported) all are found. Sorted by place, never empty.
 *
 * Not supported: metrics queries (`| rate()`), hints but most_recent, numbers with exponents, durations of two units (1h30m), and
 * comparisons of pipelines with each other (`({…} | count()) > ({…} | count())`).
 */
export function parseTraceQl(text: string): TraceQlResult {
  const long = tooLong(text);
  if (long !== undefined) return { errors: [long] };
  const tokens = tokensOf(text);
  const unclosed = tokens.find(isUnclosed);
  if (unclosed !== undefined) return { errors: [syntaxError(tokens, unclosed)] };
  const large = tooLarge(tokens);
  if (large !== undefined) return { errors: [large] };
  const query = new Query(tokens);
  const wrong = query.firstError();
  if (wrong !== undefined) return { errors: [syntaxError(tokens, wrong)] };

  const reader = new Reader(query);
  const plan = { spansets: readSpansets(reader, childrenOf(query.root)[0]), hints: readHints(reader, query.root) };
  if (reader.errors.length === 0) return { plan };
  return { errors: reader.errors.sort((a, b) => a.from - b.from || a.to - b.to) };
}

function readHints(reader: Reader, root: Node): Hint[] {
  const clause = childrenOf(root).find((node) => node.name === 'WithHint');
  const parameters = clause === undefined ? [] : childrenOf(clause).filter((node) => node.name === 'HintParameters');
  return parameters.flatMap(childrenOf).map((parameter) => {
    const [, value] = childrenOf(parameter);
    return {
      name: 'most_recent',
      value: reader.query.tokenOf(value).text === 'true',
      at: { from: parameter.from, to: parameter.to },
    };
  });
}
