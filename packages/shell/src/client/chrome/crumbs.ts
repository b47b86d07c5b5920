// Which page is shown, told by the page itself and read by the top bar: one value for the whole document.
import { useEffect, useSyncExternalStore } from 'react';

export interface Crumb {
  text: string;
  url?: string | undefined;
}

let current: Crumb[] = [];
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useCrumbs = () => useSyncExternalStore(subscribe, () => current);

/** Shows these crumbs (the last is the page itself) and the document's title while the caller is mounted. */
export function useReportCrumbs(crumbs: Crumb[]): void {
  const key = JSON.stringify(crumbs);
  useEffect(() => {
    current = JSON.parse(key) as Crumb[];
    document.title = [...current.map(({ text }) => text).reverse(), 'WatchingCat'].join(' · ');
    listeners.forEach((listener) => listener());
  }, [key]);
}
