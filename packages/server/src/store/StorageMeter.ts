// Measures the store's size for all who show it: however many look, the engine is asked at most once in a while.
import type { Store } from './Store.ts';
import { servicesUse, tablesUse } from './storageUse.ts';
import type { ServicesUse, TablesUse } from './storageUse.ts';

/** Less than the 5 s at which pages and scrapers come again. */
const TABLES_MS = 2_000;
/** Counting rows by service reads a column of every row. */
const SERVICES_MS = 60_000;

export class StorageMeter {
  /** @throws StoreError */
  readonly tables: () => Promise<TablesUse>;
  /** An estimate; may be a minute old. @throws StoreError */
  readonly services: () => Promise<ServicesUse>;

  /** @param now in ms, any zero */
  constructor(store: Store, now: () => number = Date.now) {
    this.tables = keepFor(TABLES_MS, now, () => tablesUse(store));
    this.services = keepFor(SERVICES_MS, now, async () => servicesUse(store, (await this.tables()).tables));
  }
}

/** Those who ask at the same time share one measurement. A failed one is not kept. */
function keepFor<T>(ms: number, now: () => number, measure: () => Promise<T>): () => Promise<T> {
  let kept: { readonly answer: Promise<T>; readonly atMs: number } | undefined;
  return () => {
    if (kept && now() - kept.atMs < ms) return kept.answer;
    const current = { answer: measure(), atMs: now() };
    kept = current;
    current.answer.catch(() => {
      if (kept === current) kept = undefined;
    });
    return current.answer;
  };
}
