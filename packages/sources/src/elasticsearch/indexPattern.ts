// Which indices hold the logs of a range: names, patterns and data streams as they are, `<logs-{now/d}>` date maths, which Elasticsearch
// resolves itself, and Grafana's own `[logs-]YYYY.MM.DD`, which names one index for each hour, day, week, month or year.
import { msFromUnixNano, TelemetryError } from '@watchingcat/model';
import type { TimeRange } from '@watchingcat/model';

/** Above this many names a pattern is shorter than the list, and just as right. */
const MAX_INDICES = 100;
const HOUR_MS = 3_600_000;
const FORBIDDEN = /[\\/?"|#\s]/;

/** @param setting as a person wrote it @throws TelemetryError `bad_request` */
export function indicesOf(setting: string, range: TimeRange): string {
  const parts = setting.split(',').map((part) => part.trim());
  if (parts.some((part) => part === '' || part === '.' || part === '..'))
    throw new TelemetryError(
      'bad_request',
      `The index ${JSON.stringify(setting)} is empty in places. Name an index, a pattern such as logs-*, or a list of them.`,
    );
  return parts.flatMap((part) => indicesOfPart(part, range)).join(',');
}

function indicesOfPart(part: string, range: TimeRange): readonly string[] {
  const isMaths = part.startsWith('<') && part.endsWith('>');
  if (!isMaths && FORBIDDEN.test(part))
    throw new TelemetryError(
      'bad_request',
      `${JSON.stringify(part)} is no name of an index. Use letters, digits, - _ . and *.`,
    );
  const match = /^\[([^\]]*)\](.*)$/.exec(part);
  if (match === null) return [part];
  const [, prefix, format] = match;
  const stepMs = format.includes('H') ? HOUR_MS : 24 * HOUR_MS;
  const names = new Set<string>();
  const endMs = msFromUnixNano(range.end);
  for (let ms = Math.floor(msFromUnixNano(range.start) / stepMs) * stepMs; ms <= endMs; ms += stepMs) {
    names.add(prefix + formatDate(format, new Date(ms)));
    if (names.size > MAX_INDICES) return [`${prefix}*`];
  }
  return [...names];
}

/** The letters of moment.js that Grafana's patterns use: YYYY, GGGG, MM, DD, WW, HH. */
function formatDate(format: string, date: Date): string {
  const digits = (number: number) => number.toString().padStart(2, '0');
  const week = isoWeek(date);
  return format
    .replace('YYYY', date.getUTCFullYear().toString())
    .replace('GGGG', week.year.toString())
    .replace('MM', digits(date.getUTCMonth() + 1))
    .replace('DD', digits(date.getUTCDate()))
    .replace('WW', digits(week.week))
    .replace('HH', digits(date.getUTCHours()));
}

/** ISO 8601: the week of a day is the one of its Thursday. */
function isoWeek(date: Date): { readonly year: number; readonly week: number } {
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * 24 * HOUR_MS);
  const year = thursday.getUTCFullYear();
  return { year, week: Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * 24 * HOUR_MS)) + 1 };
}
