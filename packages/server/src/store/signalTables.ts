// Which signal a table's rows belong to: for what the store's size is made of, and for how long rows are kept. The one place that knows.
import type { Signal } from '../signals.ts';

/** Tables are named after what they hold, so one that a later migration adds is known by the first word of its name. */
const FIRST_WORDS: ReadonlyMap<string, Signal> = new Map([
  ['span', 'traces'],
  ['spans', 'traces'],
  ['trace', 'traces'],
  ['traces', 'traces'],
  ['red', 'traces'],
  ['edge', 'traces'],
  ['edges', 'traces'],
  ['log', 'logs'],
  ['logs', 'logs'],
  ['metric', 'metrics'],
  ['metrics', 'metrics'],
]);

/** Undefined for what all signals share (`resources`, `schema_migrations`) and for tables that nobody here knows. */
export function signalOfTable(table: string): Signal | undefined {
  return FIRST_WORDS.get(table.split('_', 1)[0] ?? '');
}
