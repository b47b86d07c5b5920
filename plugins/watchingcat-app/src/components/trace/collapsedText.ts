// What is collapsed, short enough for a URL: a rule (`all`, `errors`, `d2` for depth 2) and after a tilde the spans that are the other
// way round, by the first 8 digits of their ids. Ids, not rows: spans that arrive later move rows.
import type { Collapsed, CollapseRule } from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';

const ID_DIGITS = 8;

/** '' when nothing is collapsed. */
export function encodeCollapsed(trace: Trace, { rule, except }: Collapsed): string {
  const ruleText = rule === 'none' ? '' : typeof rule === 'number' ? `d${rule}` : rule;
  if (except.size === 0) return ruleText;
  const ids = Array.from(except, (row) => trace.spanIds[row].slice(0, ID_DIGITS));
  return `${ruleText}~${ids.join('.')}`;
}

/** Ignores what it does not know: a span that is gone, a rule of a newer version. */
export function decodeCollapsed(trace: Trace, text: string): Collapsed {
  const [ruleText = '', ids = ''] = text.split('~');
  return { rule: decodeRule(ruleText), except: rowsByPrefix(trace, ids === '' ? [] : ids.split('.')) };
}

function decodeRule(text: string): CollapseRule {
  if (text === 'all' || text === 'errors') return text;
  return /^d\d{1,6}$/.test(text) ? Number(text.slice(1)) : 'none';
}

/** Of spans with the same digits the first one that has children. */
function rowsByPrefix(trace: Trace, prefixes: readonly string[]): Set<number> {
  const wanted = new Set(prefixes);
  const rows = new Set<number>();
  for (let row = 0; row < trace.size && wanted.size > 0; row++) {
    if (trace.subtreeSize[row] > 1 && wanted.delete(trace.spanIds[row].slice(0, ID_DIGITS))) rows.add(row);
  }
  return rows;
}
