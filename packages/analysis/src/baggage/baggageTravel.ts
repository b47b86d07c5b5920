// How baggage went through a trace: where each key entered, which spans and services it reached, where its value changed, and where it
// is not seen any more. A span that does not show a key is no proof that it did not have it: see readBaggage.ts.
import { attributeText, type Trace } from '@watchingcat/model';
import { firstAbove } from '../sortedSearch.ts';
import { BAGGAGE_EVIDENCE, readBaggage, type BaggageItem, type BaggageSpan } from './readBaggage.ts';

/** Keys of one answer; keys above it are counted. */
export const MAX_BAGGAGE_KEYS = 1_000;

export interface BaggageTravel {
  /** Sorted by first row, then by key. */
  readonly keys: readonly BaggageKey[];
  readonly keysLeftOut: number;
}

export interface BaggageKey {
  readonly key: string;
  /** Spans that show the key, in row order. The next two columns go with it. */
  readonly rows: Uint32Array;
  /** What each of `rows` has at its end: an index into `values`. */
  readonly value: Uint32Array;
  /** An index into `BAGGAGE_EVIDENCE` for each of `rows`. */
  readonly evidence: Uint8Array;
  /** Different values. */
  readonly values: readonly string[];
  /** Spans that show the key with no ancestor that does. */
  readonly entries: readonly BaggageEntry[];
  readonly changes: readonly BaggageChange[];
  /** Spans that show other baggage but not this key, though their parent does: it was dropped there, or left out of what is recorded. */
  readonly lost: Uint32Array;
  /** Spans that show no baggage at all below one that shows the key: from here on nothing is known. */
  readonly unseen: Uint32Array;
  /** Names of all services that show the key. */
  readonly services: readonly string[];
}

/** Where a key came into a part of the trace, and how far it went from there. */
export interface BaggageEntry {
  readonly row: number;
  readonly value: string;
  /** Spans that show it, this one included, whatever its value became. */
  readonly spans: number;
  /** Levels down to the deepest of them. */
  readonly levels: number;
  readonly services: readonly string[];
}

export interface BaggageChange {
  readonly row: number;
  /** The nearest ancestor that shows the key, or `row` itself when the span shows that it replaced what it had. */
  readonly fromRow: number;
  readonly before: string;
  readonly after: string;
}

/**
 * @param spanOf `undefined` for a span whose attributes are not known: it shows no baggage
 * @param named attributes that are known to be baggage though nothing in their names says so
 *
 * O(spans + keys × n log n), n being the spans that show the key and their children. A key that some descendant shows again was not lost in between.
 */
export function baggageTravel(
  trace: Trace,
  spanOf: (row: number) => BaggageSpan | undefined,
  named: readonly string[] = [],
): BaggageTravel {
  const sightings = new Map<string, Sightings>();
  /** 1 for spans that would show what baggage came to them; an event only tells what was set. */
  const shows = new Uint8Array(trace.size);
  const leftOut = new Set<string>();
  for (let row = 0; row < trace.size; row++) {
    const span = spanOf(row);
    if (span === undefined) continue;
    for (const [key, item] of readBaggage(span, named)) {
      if (item.evidence !== 'event') shows[row] = 1;
      let seen = sightings.get(key);
      if (seen === undefined && sightings.size < MAX_BAGGAGE_KEYS) sightings.set(key, (seen = new Sightings()));
      if (seen === undefined) leftOut.add(key);
      else seen.add(row, item);
    }
  }
  addCopies(trace, spanOf, sightings, shows);
  const keys = Array.from(sightings, ([key, seen]) => travelOf(trace, key, seen, shows));
  keys.sort((a, b) => a.rows[0] - b.rows[0] || (a.key < b.key ? -1 : 1));
  return { keys, keysLeftOut: leftOut.size };
}

/** Spans that show one key, as columns: there may be millions. Spans are added in row order, and then copies in row order. */
class Sightings {
  /** Index of each different value. */
  readonly values = new Map<string, number>();
  /** By row, for the few spans that show what they replaced. */
  readonly replaced = new Map<number, string>();
  private readonly rows: number[] = [];
  private readonly value: number[] = [];
  private readonly evidence: number[] = [];
  private readonly copies: { readonly row: number; readonly value: number }[] = [];
  private next = 0;

  add(row: number, { value, evidence, replaced }: BaggageItem): void {
    let index = this.values.get(value);
    if (index === undefined) this.values.set(value, (index = this.values.size));
    this.rows.push(row);
    this.value.push(index);
    this.evidence.push(BAGGAGE_EVIDENCE.indexOf(evidence));
    if (replaced !== undefined) this.replaced.set(row, replaced);
  }

  /** Whether this was a copy: a value that baggage has elsewhere, on a span that does not show the key otherwise. */
  addCopy(row: number, text: string): boolean {
    while (this.next < this.rows.length && this.rows[this.next] < row) this.next++;
    const value = this.values.get(text);
    if (value === undefined || this.rows[this.next] === row) return false;
    this.copies.push({ row, value });
    return true;
  }

  columns(): Pick<BaggageKey, 'rows' | 'value' | 'evidence'> {
    const { copies } = this;
    const size = this.rows.length + copies.length;
    const rows = new Uint32Array(size);
    const value = new Uint32Array(size);
    const evidence = new Uint8Array(size);
    for (let at = 0, copy = 0; at < size; at++) {
      const own = at - copy;
      const isCopy = copy < copies.length && !(own < this.rows.length && this.rows[own] < copies[copy].row);
      rows[at] = isCopy ? copies[copy].row : this.rows[own];
      value[at] = isCopy ? copies[copy].value : this.value[own];
      evidence[at] = isCopy ? COPIED : this.evidence[own];
      if (isCopy) copy++;
    }
    return { rows, value, evidence };
  }
}

const COPIED = BAGGAGE_EVIDENCE.indexOf('copied');

/** Finds attributes that have a key of the baggage as their name and one of its values: see `copied`. */
function addCopies(
  trace: Trace,
  spanOf: (row: number) => BaggageSpan | undefined,
  sightings: ReadonlyMap<string, Sightings>,
  shows: Uint8Array,
): void {
  if (sightings.size === 0) return;
  for (let row = 0; row < trace.size; row++) {
    for (const [name, value] of spanOf(row)?.attributes ?? []) {
      if (value === null) continue;
      if (sightings.get(name)?.addCopy(row, attributeText(value))) shows[row] = 1;
    }
  }
}

function travelOf(trace: Trace, key: string, seen: Sightings, shows: Uint8Array): BaggageKey {
  const { rows, value, evidence } = seen.columns();
  const values = [...seen.values.keys()];
  const entries: { row: number; value: string; spans: number; levels: number; services: Set<number> }[] = [];
  const changes: BaggageChange[] = [];
  const entryOf = new Uint32Array(rows.length);
  const path: number[] = []; // positions in `rows` of the ancestors of the current span that show the key
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    while (path.length > 0 && rows[path.at(-1)!] + trace.subtreeSize[rows[path.at(-1)!]] <= row) path.pop();
    const above = path.at(-1);
    const left = values[value[at]];
    const arrived = seen.replaced.get(row) ?? left;
    if (above === undefined) {
      entryOf[at] = entries.push({ row, value: arrived, spans: 0, levels: 0, services: new Set() }) - 1;
    } else {
      entryOf[at] = entryOf[above];
      const before = values[value[above]];
      if (before !== arrived) changes.push({ row, fromRow: rows[above], before, after: arrived });
    }
    if (arrived !== left) changes.push({ row, fromRow: row, before: arrived, after: left });
    const entry = entries[entryOf[at]];
    entry.spans++;
    entry.levels = Math.max(entry.levels, trace.depth[row] - trace.depth[entry.row]);
    entry.services.add(trace.service[row]);
    path.push(at);
  }
  const names = (services: Iterable<number>) => Array.from(services, (service) => trace.services[service]);
  return {
    key,
    rows,
    value,
    evidence,
    values,
    entries: entries.map((entry) => ({ ...entry, services: names(entry.services) })),
    changes,
    ...endsOf(trace, rows, shows),
    services: names(new Set(entries.flatMap(({ services }) => [...services]))),
  };
}

/** Children of spans that show the key, below which nothing does. */
function endsOf(trace: Trace, rows: Uint32Array, shows: Uint8Array): { lost: Uint32Array; unseen: Uint32Array } {
  const lost: number[] = [];
  const unseen: number[] = [];
  for (const row of rows) {
    const end = row + trace.subtreeSize[row];
    for (let child = row + 1; child < end; child += trace.subtreeSize[child]) {
      const inSubtree = firstAbove(rows, child + trace.subtreeSize[child] - 1) - firstAbove(rows, child - 1);
      if (inSubtree === 0) (shows[child] ? lost : unseen).push(child);
    }
  }
  return { lost: Uint32Array.from(lost).sort(), unseen: Uint32Array.from(unseen).sort() };
}
