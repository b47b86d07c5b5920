// A rectangle of the scatter as it stands in the address, and as a search.
import { unixNanoFromMs, type TraceQuery, type TraceSummary } from '@watchingcat/model';
import type { PlottedTrace } from './plottedTraces';
import type { BrushedWindow } from './scatterScale';

/** Durations with three digits: that is as exact as a pointer is. They are rounded outwards, so that nothing falls out. */
export function selectionText({ fromMs, toMs, minDurationMs, maxDurationMs }: BrushedWindow): string {
  const times = [Math.floor(fromMs), Math.ceil(toMs)];
  return [...times, threeDigits(minDurationMs, Math.floor), threeDigits(maxDurationMs, Math.ceil)].join(',');
}

/** `undefined` for what is no rectangle: an address may come from anywhere. */
export function readSelection(text: string | null): BrushedWindow | undefined {
  const numbers = (text ?? '').split(',').map((part) => (part === '' ? NaN : Number(part)));
  if (numbers.length !== 4 || !numbers.every((number) => Number.isFinite(number) && number >= 0)) return undefined;
  const [fromMs, toMs, minDurationMs, maxDurationMs] = numbers;
  if (!(fromMs < toMs && minDurationMs <= maxDurationMs && toMs < 8.64e15)) return undefined;
  return { fromMs, toMs, minDurationMs, maxDurationMs };
}

/** The same search, within the rectangle. */
export function selectedQuery(query: TraceQuery, selection: BrushedWindow): TraceQuery {
  const start = unixNanoFromMs(Math.floor(selection.fromMs));
  const end = unixNanoFromMs(Math.ceil(selection.toMs));
  return {
    ...query,
    range: {
      start: start > query.range.start ? start : query.range.start,
      end: end < query.range.end ? end : query.range.end,
    },
    minDurationMs: Math.max(selection.minDurationMs, query.minDurationMs ?? 0),
    maxDurationMs: Math.min(selection.maxDurationMs, query.maxDurationMs ?? Infinity),
  };
}

export function tracesWithin(traces: readonly PlottedTrace[], selection: BrushedWindow): TraceSummary[] {
  return traces
    .filter(
      ({ startMs, durationMs }) =>
        startMs >= selection.fromMs &&
        startMs < selection.toMs &&
        durationMs >= selection.minDurationMs &&
        durationMs <= selection.maxDurationMs,
    )
    .map(({ summary }) => summary);
}

function threeDigits(value: number, round: (value: number) => number): number {
  if (value <= 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 2);
  return Number((round(value / unit) * unit).toPrecision(3));
}
