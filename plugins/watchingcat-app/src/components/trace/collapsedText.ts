// What is collapsed, short enough for a URL: a rule (`all`, `errors`, `services`, `d2` for depth 2), ` runs` when runs of alike siblings are
// folded, after a tilde the spans that are the other way round and after another the open runs, by the first 8 digits of the ids. Ids, not
// rows: spans that arrive later move rows. An id that begins like that of an earlier span is written in full.
import type { Collapsed, CollapseRule } from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';

const ID_DIGITS = 8;
const RUNS = ' runs';

/** '' when nothing is collapsed. */
export function encodeCollapsed(trace: Trace, { rule, except, foldRuns, openRuns }: Collapsed): string {
  const ruleText = rule === 'none' ? '' : typeof rule === 'number' ? `d${rule}` : rule;
  const folds = idsOf(trace, except, (row) => trace.subtreeSize[row] > 1);
  const runs = foldRuns ? idsOf(trace, openRuns, () => true) : '';
  return [ruleText + (foldRuns ? RUNS : ''), folds, runs].join('~').replace(/~+$/, '');
}

/** Ignores what it does not know: a span that is gone, a rule of a newer version. */
export function decodeCollapsed(trace: Trace, text: string): Collapsed {
  const [rules = '', except = '', openRuns = ''] = text.split('~');
  return {
    rule: decodeRule(rules.replace(RUNS, '')),
    except: rowsByIds(trace, listOf(except), (row) => trace.subtreeSize[row] > 1),
    foldRuns: rules.endsWith(RUNS),
    openRuns: rowsByIds(trace, listOf(openRuns), () => true),
  };
}

const listOf = (text: string) => (text === '' ? [] : text.split('.'));

function decodeRule(text: string): CollapseRule {
  if (text === 'all' || text === 'errors' || text === 'services') return text;
  return /^d\d{1,6}$/.test(text) ? Number(text.slice(1)) : 'none';
}

function idsOf(trace: Trace, rows: ReadonlySet<number>, canBe: (row: number) => boolean): string {
  const prefixes = Array.from(rows, (row) => trace.spanIds[row].slice(0, ID_DIGITS));
  const first = rowsByIds(trace, prefixes, canBe);
  return Array.from(rows, (row, i) => (first.has(row) ? prefixes[i] : trace.spanIds[row])).join('.');
}

/** Of spans with the same id, or the same first digits where these are given, the first one that can be meant. */
function rowsByIds(trace: Trace, ids: readonly string[], canBe: (row: number) => boolean): Set<number> {
  const wanted = new Set(ids);
  const rows = new Set<number>();
  for (let row = 0; row < trace.size && wanted.size > 0; row++) {
    if (!canBe(row)) continue;
    const id = trace.spanIds[row];
    if (wanted.delete(id.slice(0, ID_DIGITS)) || wanted.delete(id)) rows.add(row);
  }
  return rows;
}
