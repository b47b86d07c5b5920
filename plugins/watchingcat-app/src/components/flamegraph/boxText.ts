// A box in words: for the tooltip, for screen readers, and on the box itself.
import { formatChange, formatCount, formatDurationNs, formatPercent } from '../format';
import type { BoxFacts, ComparedFacts, SideFacts } from './flameGraphData';

/** Lines under the name; each says one thing. */
export function factLines(facts: BoxFacts, format: (value: number) => string): string[] {
  const { total, self, share, selfShare, spans, startNs, compared, isCaller } = facts;
  if (compared !== undefined) return comparedLines(compared, format);
  if (isCaller) {
    return [`called from here: total ${format(total)} (${formatPercent(share)})`, ...spanLines(spans, 'call')];
  }
  const lines = [
    `total ${format(total)} (${formatPercent(share)})`,
    `self ${format(self)} (${formatPercent(selfShare)})`,
  ];
  if (startNs !== undefined) {
    lines.push(`starts at ${formatDurationNs(startNs)}`);
    if (spans !== undefined && spans.errors > 0) lines.push('failed');
  } else if (spans !== undefined) {
    lines.push(...spanLines(spans, 'span'));
    if (spans.durationNs !== total) lines.push(`durations add up to ${formatDurationNs(spans.durationNs)}`);
  }
  return lines;
}

function spanLines(spans: SideFacts['spans'], what: 'span' | 'call'): string[] {
  if (spans === undefined) return [];
  const counted = spans.count === 1 ? `1 ${what}` : `${formatCount(spans.count)} ${what}s`;
  return spans.errors === 0 ? [counted] : [counted, `${formatCount(spans.errors)} failed`];
}

const NOTHING: SideFacts = { total: 0, self: 0, spans: { count: 0, errors: 0 } };

function comparedLines(compared: ComparedFacts, format: (value: number) => string): string[] {
  const { words, before = NOTHING, after = NOTHING } = compared;
  const both = (of: (side: SideFacts) => string) => `${words.before} ${of(before)}, ${words.after} ${of(after)}`;
  const change = oneSidedText(compared) ?? signedChange(before.total, after.total, format);
  const lines = [`${both(({ total }) => format(total))}: ${change}`];
  if (before.self !== before.total || after.self !== after.total) {
    lines.push(`self ${both(({ self }) => format(self))}: ${signedChange(before.self, after.self, format)}`);
  }
  if (compared.before?.spans === undefined && compared.after?.spans === undefined) return lines;
  lines.push(`spans ${both(({ spans }) => formatCount(spans?.count))}`);
  if ((before.spans?.errors ?? 0) + (after.spans?.errors ?? 0) > 0) {
    lines.push(`failed ${both(({ spans }) => formatCount(spans?.errors))}`);
  }
  return lines;
}

/** `new`, `only in A`; undefined when both sides have it, or none. */
function oneSidedText({ before, after, words }: ComparedFacts): string | undefined {
  if ((before === undefined) === (after === undefined)) return undefined;
  return before === undefined ? words.onlyAfter : words.onlyBefore;
}

/** On a box: `+12%`, `new`, `only in A`. The sign is in the text, not in the colour alone. */
export function changeText(compared: ComparedFacts): string {
  const { before = NOTHING, after = NOTHING } = compared;
  return oneSidedText(compared) ?? formatChange(after.total, before.total) ?? (after.total > 0 ? '+' : '±0%');
}

/** `+960 ms (×5.8)`, `−3.00 s (−20%)`, `±0`; without the part in brackets where there was nothing before. */
export function signedChange(before: number, after: number, format: (value: number) => string): string {
  if (before === after) return '±0';
  const amount = `${after > before ? '+' : '−'}${format(Math.abs(after - before))}`;
  const part = formatChange(after, before);
  return part === undefined ? amount : `${amount} (${part})`;
}
