// Keys that a part of the page has of its own, so that the list of all keys (`?`) can name them while that part is there.
import { useEffect, useSyncExternalStore } from 'react';
import type { KeyHelp } from './KeyList';

export interface PageKeys {
  readonly title: string;
  readonly keys: KeyHelp;
}

let current: readonly PageKeys[] = [];
const listeners = new Set<() => void>();

function change(next: readonly PageKeys[]): void {
  current = next;
  listeners.forEach((listener) => listener());
}

/** @param keys the same object at each rendering */
export function usePageKeys(title: string, keys: KeyHelp): void {
  useEffect(() => {
    const entry = { title, keys };
    change([...current, entry]);
    return () => change(current.filter((other) => other !== entry));
  }, [title, keys]);
}

/** What is on the page now. */
export function useAllPageKeys(): readonly PageKeys[] {
  return useSyncExternalStore(subscribe, () => current);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
