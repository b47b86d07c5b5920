// The same query, its spans grouped.
import { parseTraceQl, printTraceQl } from '@watchingcat/query';

/** @param field as TraceQL writes it. Undefined when the query or the field has a fault. */
export function groupedBy(query: string, field: string): string | undefined {
  const { plan } = parseTraceQl(query.trim() === '' ? '{ }' : query);
  if (plan === undefined) return undefined;
  const hints = plan.hints.map(({ name, value }) => ` with (${name}=${String(value)})`).join('');
  const text = `${printTraceQl({ ...plan, hints: [] })} | by(${field})${hints}`;
  return parseTraceQl(text).plan === undefined ? undefined : text;
}
