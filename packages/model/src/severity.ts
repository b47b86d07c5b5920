// How severe a record is: by OTLP's number, else by the word that its logger wrote. Loggers agree on neither case nor spelling.
import type { Severity } from './logs.ts';
import { SEVERITIES } from './logs.ts';

/** Words of common loggers (syslog, log4j, zap, Python, .NET, glog), lower case. */
export const SEVERITY_WORDS: Readonly<Record<Exclude<Severity, 'unspecified'>, readonly string[]>> = {
  trace: ['trace', 'trc', 't', 'verbose', 'finest', 'finer', 'trace2', 'trace3', 'trace4'],
  debug: ['debug', 'dbg', 'd', 'fine', 'config', 'debug2', 'debug3', 'debug4'],
  info: ['info', 'inf', 'i', 'information', 'informational', 'notice', 'info2', 'info3', 'info4'],
  warn: ['warn', 'warning', 'wrn', 'w', 'warn2', 'warn3', 'warn4'],
  error: ['error', 'err', 'e', 'eror', 'severe', 'error2', 'error3', 'error4'],
  fatal: [
    'fatal',
    'ftl',
    'f',
    'critical',
    'crit',
    'c',
    'alert',
    'emerg',
    'emergency',
    'panic',
    'dpanic',
    'fatal2',
    'fatal3',
    'fatal4',
  ],
};

const BY_WORD = new Map(
  Object.entries(SEVERITY_WORDS).flatMap(([severity, words]) => words.map((word) => [word, severity as Severity])),
);

/**
 * @param number OTLP's severity number, 1 to 24; anything else is none
 * @param text the logger's word, whatever its case
 */
export function severityOf(number: number, text: string): Severity {
  if (number >= 1 && number <= 24) return SEVERITIES[Math.ceil(number / 4)];
  return BY_WORD.get(text.trim().toLowerCase()) ?? 'unspecified';
}
