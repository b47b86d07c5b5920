// Search within one trace, over what its columns hold: operation, service, span id and event names. Attributes are not here: they are
// fetched span by span.
import type { Trace } from '@watchingcat/model';

const MIN_ID_DIGITS = 4;

/**
 * Rows that contain `text`, ascending; case does not matter. None for blank text. Names are compared once each, not once a span, so
 * that typing stays fluent with 100,000 spans.
 */
export function searchTrace(trace: Trace, text: string): Uint32Array {
  const needle = text.trim().toLowerCase();
  if (needle === '') return new Uint32Array();
  const contains = (name: string) => name.toLowerCase().includes(needle);
  const services = trace.services.map(contains);
  const operations = trace.operations.map(contains);
  const eventNames = trace.events.names.map(contains);
  // Fewer digits are in most ids by chance.
  const idsCanMatch = needle.length >= MIN_ID_DIGITS && /^[0-9a-f]+$/.test(needle);
  const hasEvent = new Uint8Array(trace.size);
  if (eventNames.includes(true)) {
    trace.events.row.forEach((row, event) => {
      if (eventNames[trace.events.name[event]]) hasEvent[row] = 1;
    });
  }
  const rows: number[] = [];
  for (let row = 0; row < trace.size; row++) {
    if (
      services[trace.service[row]] ||
      operations[trace.operation[row]] ||
      hasEvent[row] === 1 ||
      (idsCanMatch && trace.spanIds[row].toLowerCase().includes(needle))
    )
      rows.push(row);
  }
  return Uint32Array.from(rows);
}
