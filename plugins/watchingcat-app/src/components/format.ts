// Numbers as people say them: three significant digits and a unit. Nothing here knows a locale; times of day are Grafana's business.

/** What stands where there is no number. */
export const NO_VALUE = '–';

const DURATION_UNITS = [
  { unit: 'ns', ms: 1e-6 },
  { unit: 'µs', ms: 1e-3 },
  { unit: 'ms', ms: 1 },
  { unit: 's', ms: 1e3 },
] as const;

/** `1.24 s`, `350 ms`, `12.0 µs`; from a minute on `2 min 5 s`, `3 h 10 min`, `2 d 4 h`. `–` for undefined and not finite numbers. */
export function formatDurationMs(ms: number | undefined): string {
  if (ms === undefined || !Number.isFinite(ms)) return NO_VALUE;
  if (ms < 0) return `-${formatDurationMs(-ms)}`;
  if (ms === 0) return '0 ms';
  if (ms >= 59_950) return formatLong(ms);
  for (const { unit, ms: size } of DURATION_UNITS) {
    const text = threeDigits(ms / size);
    if (Number(text) < 1000 || unit === 's') return `${text} ${unit}`;
  }
  return NO_VALUE;
}

/** The same for nanoseconds, the unit of spans. */
export function formatDurationNs(ns: number | undefined): string {
  return formatDurationMs(ns === undefined ? undefined : ns / 1e6);
}

function formatLong(ms: number): string {
  const seconds = Math.round(ms / 1e3);
  if (seconds < 3_600) return pair(seconds, 60, 'min', 's');
  if (seconds < 86_400) return pair(Math.round(seconds / 60), 60, 'h', 'min');
  return pair(Math.round(seconds / 3_600), 24, 'd', 'h');
}

function pair(value: number, per: number, big: string, small: string): string {
  const rest = value % per;
  const whole = `${Math.floor(value / per)} ${big}`;
  return rest === 0 ? whole : `${whole} ${rest} ${small}`;
}

/** Three significant digits, never in exponent form below 1e15: `0.0123`, `1.24`, `12.4`, `124`, `1240`. */
function threeDigits(value: number): string {
  const rounded = Number(value.toPrecision(3));
  if (Math.abs(rounded) >= 100) return String(Math.round(rounded));
  const digits = rounded === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(rounded))));
  return digits > 12 ? '0' : rounded.toFixed(digits);
}

/** `0`, `950`, `12.4k`, `3.10M`, `1.20G`. Whole numbers below 1000 stay whole. */
export function formatCount(count: number | undefined): string {
  if (count === undefined || !Number.isFinite(count)) return NO_VALUE;
  const sign = count < 0 ? '-' : '';
  let value = Math.abs(count);
  if (value < 1000 && Number.isInteger(value)) return sign + value;
  for (const unit of ['', 'k', 'M', 'G', 'T']) {
    const text = threeDigits(value);
    if (Number(text) < 1000) return sign + text + unit;
    value /= 1000;
  }
  return `${sign}${threeDigits(value)}P`;
}

/** `512 B`, `1.24 MiB`, `3.10 GiB`: powers of 1024. */
export function formatBytes(bytes: number | undefined): string {
  if (bytes === undefined || !Number.isFinite(bytes)) return NO_VALUE;
  let value = bytes;
  for (const unit of ['B', 'KiB', 'MiB', 'GiB', 'TiB']) {
    if (Math.abs(value) < 1000) return `${unit === 'B' ? Math.round(value) : threeDigits(value)} ${unit}`;
    value /= 1024;
  }
  return `${threeDigits(value)} PiB`;
}

/** Calls per second: `12.4/s`, or per minute or hour where that is easier to say: `3.20/min`, `2/h`. */
export function formatRate(perSecond: number | undefined): string {
  if (perSecond === undefined || !Number.isFinite(perSecond)) return NO_VALUE;
  if (perSecond === 0) return '0/s';
  if (perSecond >= 0.1) return `${formatCount(perSecond)}/s`;
  return perSecond * 60 >= 0.5 ? `${formatCount(perSecond * 60)}/min` : `${formatCount(perSecond * 3600)}/h`;
}

/** A ratio from 0 to 1 as `0%`, `0.12%`, `3.4%`, `25%`, `100%`; never rounds something to nothing nor a part to the whole. */
export function formatPercent(ratio: number | undefined): string {
  if (ratio === undefined || !Number.isFinite(ratio)) return NO_VALUE;
  if (ratio === 0) return '0%';
  const percent = ratio * 100;
  if (percent < 0.01) return '<0.01%';
  if (percent < 1) return `${percent.toFixed(2)}%`;
  if (percent < 10) return `${percent.toFixed(1)}%`;
  return percent > 99 && percent < 100 ? `${(Math.floor(percent * 10) / 10).toFixed(1)}%` : `${Math.round(percent)}%`;
}

/** Change against an earlier value: `+12%`, `−8%`, `×3.2` from three times on; undefined where there is nothing to compare. */
export function formatChange(now: number | undefined, before: number | undefined): string | undefined {
  if (now === undefined || before === undefined || !(before > 0) || !Number.isFinite(now)) return undefined;
  const factor = now / before;
  if (factor >= 3) return `×${threeDigits(factor)}`;
  const percent = Math.round((factor - 1) * 100);
  if (percent === 0) return '±0%';
  return percent > 0 ? `+${percent}%` : `−${-percent}%`;
}
