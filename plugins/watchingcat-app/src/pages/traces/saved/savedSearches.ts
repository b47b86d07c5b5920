// Searches that a person keeps: in their browser, and as a file to take along or to hand on.
import { readStored, writeStored } from '../../../state/storage';

export interface SavedSearch {
  readonly name: string;
  /** TraceQL. */
  readonly query: string;
}

const KEY = 'watchingcat.traces.saved';
const FORMAT = 'watchingcat-trace-searches';
const MAX_SEARCHES = 500;

/** By name. What cannot be read is as good as nothing. */
export function storedSearches(): readonly SavedSearch[] {
  return readSearches(readStored(KEY) ?? '') ?? [];
}

export function storeSearches(searches: readonly SavedSearch[]): void {
  writeStored(KEY, writeSearches(searches));
}

/** The later ones replace those of the same name. By name. */
export function withSearches(searches: readonly SavedSearch[], more: readonly SavedSearch[]): readonly SavedSearch[] {
  const byName = new Map([...searches, ...more].map((search) => [search.name, search]));
  return [...byName.values()].sort((a, b) => a.name.localeCompare(b.name));
}

export function writeSearches(searches: readonly SavedSearch[]): string {
  return JSON.stringify({ format: FORMAT, version: 1, searches }, undefined, 2);
}

/** Undefined when the text is no file of saved searches. */
export function readSearches(text: string): readonly SavedSearch[] | undefined {
  try {
    const { format, searches } = JSON.parse(text) as { format?: unknown; searches?: unknown };
    if (format !== FORMAT || !Array.isArray(searches) || searches.length > MAX_SEARCHES) return undefined;
    return searches.every(isSearch) ? withSearches([], searches) : undefined;
  } catch {
    return undefined;
  }
}

function isSearch(value: unknown): value is SavedSearch {
  if (typeof value !== 'object' || value === null) return false;
  const { name, query } = value as { name?: unknown; query?: unknown };
  return typeof name === 'string' && name !== '' && typeof query === 'string';
}
