// How baggage went through a trace: where each key entered, which spans and services it reached, where its value changed, and where it
// is not seen any more. A span that does not show a key is no proof that it did not have it: see readBaggage.ts.
import { attributeText, type Trace } from '@watchingcat/model';
import { positionOf } from '../visibleRows.ts';
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
  /** Different values, by first row. */
  readonly values: readonly string[];
  /** Spans that show the key with no ancestor that does. */
  readonly entries: readonly BaggageEntry[];
  readonly changes: readonly BaggageChange[];
  /** Spans that show other baggage but not this key, though their parent does: it was dropped there, or left out of what is recorded. */
  readonly lost: Uint32Array;
  /** Spans that show no baggage at all below one that shows the key: from here on nothing is known. */
  readonly unseen: Uint32Array;
  /** Names of all services that show the key, by first row. */
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
  /** By first row. */
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
  const carriers = new Map<string, Carriers>();
  /** 1 for spans that would show what baggage came to them; an event only tells what was set. */
  const shows = new Uint8Array(trace.size);
  const leftOut = new Set<string>();
  for (let row = 0; row < trace.size; row++) {
    const span = spanOf(row);
    if (span === undefined) continue;
    for (const [key, item] of readBaggage(span, named)) {
      if (item.evidence !== 'event') shows[row] = 1;
      if (carriers.has(key) || carriers.size < MAX_BAGGAGE_KEYS) carriersOf(carriers, key).add(row, item);
      else leftOut.add(key);
    }
  }
  addCopies(trace, spanOf, carriers, shows);
  const keys = Array.from(carriers, ([key, found]) => travelOf(trace, key, found.sorted(), shows));
  keys.sort((a, b) => a.rows[0] - b.rows[0] || (a.key < b.key ? -1 : 1));
  return { keys, keysLeftOut: leftOut.size };
}

class Carriers {
  readonly items = new Map<number, BaggageItem>();
  readonly known = new Set<string>();

  add(row: number, item: BaggageItem): void {
    this.items.set(row, item);
    this.known.add(item.value);
  }

  sorted(): readonly (readonly [number, BaggageItem])[] {
    return [...this.items].sort(([a], [b]) => a - b);
  }
}

function carriersOf(all: Map<string, Carriers>, key: string): Carriers {
  let carriers = all.get(key);
  if (carriers === undefined) {
    carriers = new Carriers();
    all.set(key, carriers);
  }
  return carriers;
}

/** Finds attributes that have a key of the baggage as their name and one of its values: see `copied`. */
function addCopies(
  trace: Trace,
  spanOf: (row: number) => BaggageSpan | undefined,
  carriers: Map<string, Carriers>,
  shows: Uint8Array,
): void {
  if (carriers.size === 0) return;
  for (let row = 0; row < trace.size; row++) {
    const span = spanOf(row);
    if (span === undefined) continue;
    for (const [name, sent] of span.attributes) {
      const found = carriers.get(name);
      if (found === undefined || found.items.has(row) || sent === null) continue;
      const value = attributeText(sent);
      if (!found.known.has(value)) continue;
      found.add(row, { value, evidence: 'copied', replaced: undefined });
      shows[row] = 1;
    }
  }
}

function travelOf(
  trace: Trace,
  key: string,
  found: readonly (readonly [number, BaggageItem])[],
  shows: Uint8Array,
): BaggageKey {
  const rows = Uint32Array.from(found, ([row]) => row);
  const values = new Map<string, number>();
  const value = Uint32Array.from(found, ([, item]) => indexIn(values, item.value));
  const evidence = Uint8Array.from(found, ([, item]) => BAGGAGE_EVIDENCE.indexOf(item.evidence));
  const entries: { row: number; value: string; spans: number; levels: number; services: Set<string> }[] = [];
  const changes: BaggageChange[] = [];
  const services = new Set<string>();
  const entryOf = new Uint32Array(found.length);
  const path: number[] = []; // indices into `found`: the ancestors of the current row that show the key
  found.forEach(([row, item], index) => {
    const endOf = (at: number) => rows[at] + trace.subtreeSize[rows[at]];
    while (path.length > 0 && endOf(path.at(-1)!) <= row) path.pop();
    const above = path.at(-1);
    const arrived = item.replaced ?? item.value;
    if (above === undefined) {
      entryOf[index] = entries.push({ row, value: arrived, spans: 0, levels: 0, services: new Set() }) - 1;
    } else {
      entryOf[index] = entryOf[above];
      const before = found[above][1].value;
      if (before !== arrived) changes.push({ row, fromRow: rows[above], before, after: arrived });
    }
    if (arrived !== item.value) changes.push({ row, fromRow: row, before: arrived, after: item.value });
    const entry = entries[entryOf[index]];
    const service = trace.services[trace.service[row]];
    entry.spans++;
    entry.levels = Math.max(entry.levels, trace.depth[row] - trace.depth[entry.row]);
    entry.services.add(service);
    services.add(service);
    path.push(index);
  });
  return {
    key,
    rows,
    value,
    evidence,
    values: [...values.keys()],
    entries: entries.map((entry) => ({ ...entry, services: [...entry.services] })),
    changes,
    ...endsOf(trace, rows, shows),
    services: [...services],
  };
}

/** Children of spans that show the key, below which nothing does. */
function endsOf(trace: Trace, rows: Uint32Array, shows: Uint8Array): { lost: Uint32Array; unseen: Uint32Array } {
  const lost: number[] = [];
  const unseen: number[] = [];
  for (const row of rows) {
    const end = row + trace.subtreeSize[row];
    for (let child = row + 1; child < end; child += trace.subtreeSize[child]) {
      const inSubtree = positionOf(rows, child + trace.subtreeSize[child] - 1) - positionOf(rows, child - 1);
      if (inSubtree === 0) (shows[child] ? lost : unseen).push(child);
    }
  }
  return { lost: Uint32Array.from(lost).sort(), unseen: Uint32Array.from(unseen).sort() };
}

function indexIn(values: Map<string, number>, value: string): number {
  let index = values.get(value);
  if (index === undefined) {
    index = values.size;
    values.set(value, index);
  }
  return index;
}
