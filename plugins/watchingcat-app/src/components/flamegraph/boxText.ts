// A box in words: for the tooltip, for screen readers, and on the box itself.
import { formatChange, formatCount, formatDurationNs, formatPercent } from '../format';
import type { BoxFacts } from './flameGraphData';

/** Lines under the name; each says one thing. */
export function factLines(facts: BoxFacts, format: (value: number) => string): string[] {
  const { total, self, share, selfShare, spans, startNs, compared } = facts;
  if (compared !== undefined) {
    return [`before ${format(compared.before)}, after ${format(compared.after)}: ${changeText(compared)}`];
  }
  const lines = [
    `total ${format(total)} (${formatPercent(share)})`,
    `self ${format(self)} (${formatPercent(selfShare)})`,
  ];
  if (startNs !== undefined) {
    lines.push(`starts at ${formatDurationNs(startNs)}`);
    if (spans !== undefined && spans.errors > 0) lines.push('failed');
  } else if (spans !== undefined) {
    lines.push(spans.count === 1 ? '1 span' : `${formatCount(spans.count)} spans`);
    if (spans.errors > 0) lines.push(`${formatCount(spans.errors)} failed`);
    if (spans.durationNs !== total) lines.push(`durations add up to ${formatDurationNs(spans.durationNs)}`);
  }
  return lines;
}

/** `+12%`, `new`, `gone`: the sign is in the text, not in the colour alone. */
export function changeText({ before, after }: { readonly before: number; readonly after: number }): string {
  if (before === 0) return after === 0 ? '±0%' : 'new';
  return after === 0 ? 'gone' : (formatChange(after, before) ?? '');
}
