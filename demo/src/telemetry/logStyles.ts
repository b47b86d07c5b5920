// The three ways in which the shop's services write a log line, because real systems never agree on one. A style makes the body of a log
// record out of a message and fields, as the line would stand on the service's standard output.
import type { ServiceName } from '../services.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** One line. `time` is when it was written; `fields` that are undefined are left out. */
export interface LogLine {
  readonly time: Date;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
}
type LogStyle = (line: LogLine) => string;

/** One JSON object: `{"time":"…","level":"info","msg":"…",…}`. */
export const jsonStyle: LogStyle = ({ time, level, message, fields }) =>
  JSON.stringify({ time: time.toISOString(), level, msg: message, ...fields });

/** `key=value` pairs (https://brandur.org/logfmt); values with spaces, quotes or `=` are quoted. */
export const logfmtStyle: LogStyle = ({ time, level, message, fields }) =>
  Object.entries({ ts: time.toISOString(), level, msg: message, ...fields })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${quoteWhereNeeded(String(value))}`)
    .join(' ');

/** A sentence for people: `2026-01-31 12:00:00.000 INFO  cart - Added 2 of wool-scarf (session 41f0)`. */
export const plainStyle: LogStyle = ({ time, level, message, fields }) => {
  const details = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ');
  const stamp = time.toISOString().replace('T', ' ').replace('Z', '');
  return `${stamp} ${level.toUpperCase().padEnd(5)} ${message}${details === '' ? '' : ` (${details})`}`;
};

/** Which service writes how. */
export const LOG_STYLES: Record<ServiceName, LogStyle> = {
  frontend: jsonStyle,
  checkout: jsonStyle,
  catalog: logfmtStyle,
  cart: plainStyle,
  loadgen: plainStyle,
};

function quoteWhereNeeded(value: string): string {
  return /^[^\s"=\\]+$/.test(value) ? value : JSON.stringify(value);
}
