// The conditions of a LogFilter as SQL on the table `logs`, all values bound.
import { SEVERITIES, SEVERITY_WORDS, type LogFilter, type Severity } from '@watchingcat/model';
import type { QueryParameter } from '../store/Store.ts';

/** A record's place in SEVERITIES: by its number, else by its word, as `severityOf` says. Needs `severityParameters`. */
export const SEVERITY_RANK = `if(SeverityNumber BETWEEN 1 AND 24, intDiv(SeverityNumber + 3, 4),
  transform(lower(trimBoth(SeverityText)), {severityWords:Array(String)}, {severityRanks:Array(UInt8)}, 0))`;

const severityParameters: Readonly<Record<string, QueryParameter>> = {
  severityWords: words().map(([word]) => word),
  severityRanks: words().map(([, severity]) => SEVERITIES.indexOf(severity)),
};

function words(): [string, Severity][] {
  return Object.entries(SEVERITY_WORDS).flatMap(([severity, list]) =>
    list.map((word): [string, Severity] => [word, severity as Severity]),
  );
}

export function logConditions(
  tenant: string,
  { range, service, minSeverity = 'unspecified', text = '', traceId, spanId, attributes = {} }: LogFilter,
): { readonly where: string; readonly parameters: Readonly<Record<string, QueryParameter>> } {
  const parameters: Record<string, QueryParameter> = {
    tenant,
    start: range.start,
    end: range.end,
    ...severityParameters,
  };
  const where = [
    'Tenant = {tenant:String}',
    'Timestamp >= fromUnixTimestamp64Nano({start:Int64})',
    'Timestamp < fromUnixTimestamp64Nano({end:Int64})',
  ];
  const add = (condition: string, name: string, value: QueryParameter) => {
    parameters[name] = value;
    where.push(condition);
  };
  if (service !== undefined) add('ServiceName = {service:String}', 'service', service);
  if (traceId !== undefined) add('TraceId = toFixedString(unhex({traceId:String}), 16)', 'traceId', hexOf(traceId, 32));
  if (spanId !== undefined) add('SpanId = toFixedString(unhex({spanId:String}), 8)', 'spanId', hexOf(spanId, 16));
  if (minSeverity !== 'unspecified')
    add(`${SEVERITY_RANK} >= {minSeverity:UInt8}`, 'minSeverity', SEVERITIES.indexOf(minSeverity));
  wordsOf(text).forEach((word, index) => add(`match(Body, {word${index}:String})`, `word${index}`, wholeWord(word)));
  Object.entries(attributes).forEach(([name, value], index) => {
    parameters[`name${index}`] = name;
    parameters[`value${index}`] = value;
    const holds = (map: string) =>
      `(${map}[{name${index}:String}] = {value${index}:String} AND mapContains(${map}, {name${index}:String}))`;
    where.push(
      `(${holds('LogAttributes')} OR ResourceId IN
         (SELECT Id FROM resources WHERE Tenant = {tenant:String} AND ${holds('Attributes')}))`,
    );
  });
  return { where: where.join(' AND '), parameters };
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** RE2, as ClickHouse has it: the word with nothing of a word right before or after it, whatever its case. */
function wholeWord(word: string): string {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return `(?i)(^|[^\\p{L}\\p{N}_])${escaped}([^\\p{L}\\p{N}_]|$)`;
}

/** An id that is none matches nothing, and must not make the query fail. */
function hexOf(id: string, digits: number): string {
  return /^[0-9a-fA-F]+$/.test(id) ? id.toLowerCase().padStart(digits, '0').slice(-digits) : '0'.repeat(digits);
}
