// Marks on a time axis: round numbers of ns, and labels with just the digits that tell neighbours apart.
import type { TimeWindow } from './timeWindow.ts';

export interface Tick {
  readonly ns: number;
  readonly label: string;
}

const HOUR_NS = 3_600e9;
const DAY_NS = 24 * HOUR_NS;

const UNITS = [
  { name: 'd', ns: DAY_NS },
  { name: 'h', ns: HOUR_NS },
  { name: 's', ns: 1e9 },
  { name: 'ms', ns: 1e6 },
  { name: 'µs', ns: 1e3 },
  { name: 'ns', ns: 1 },
] as const;

/** Multiples of 1, 2 or 5 times a power of ten (of seconds: also of 60; of hours and days where it is that long) inside the window; at most `max` + 1 of them. */
export function timeTicks({ fromNs, toNs }: TimeWindow, max: number): Tick[] {
  const step = roundStep((toNs - fromNs) / Math.max(1, max));
  const first = Math.ceil(fromNs / step);
  const last = Math.floor(toNs / step);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const ns = (first + i) * step;
    return { ns, label: tickLabel(ns, step) };
  });
}

function roundStep(atLeastNs: number): number {
  if (atLeastNs > DAY_NS / 2) return DAY_NS * Math.max(1, powerStep(atLeastNs / DAY_NS));
  if (atLeastNs > HOUR_NS / 2) return HOUR_NS * Math.max(1, powerStep(atLeastNs / HOUR_NS));
  if (atLeastNs > 60e9) return 60e9 * powerStep(atLeastNs / 60e9);
  if (atLeastNs > 20e9) return atLeastNs > 30e9 ? 60e9 : 30e9;
  return Math.max(1, powerStep(atLeastNs));
}

function powerStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return [1, 2, 5, 10].map((digit) => digit * power).find((step) => step >= atLeast * (1 - 1e-9)) ?? 10 * power;
}

/** `ns` in the largest unit that it fills, with as many decimals as `stepNs` needs: `0`, `250 ms`, `1.25 s`, `1.000002 s`. */
export function tickLabel(ns: number, stepNs: number): string {
  if (ns === 0) return '0';
  // Hours and days only where the step is of them: 130 min are no round number of hours.
  const isExact = (size: number) => size < HOUR_NS || stepNs % size === 0;
  const unit = UNITS.find(({ ns: size }) => Math.abs(ns) >= size && isExact(size)) ?? UNITS[UNITS.length - 1];
  const decimals = Math.min(9, Math.max(0, Math.ceil(Math.log10(unit.ns / stepNs) - 1e-9)));
  return `${(ns / unit.ns).toFixed(decimals)} ${unit.name}`;
}
