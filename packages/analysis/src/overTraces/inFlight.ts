// Loads many things, a few at a time.

/**
 * In the order of `items`. Whoever leaves early, or an error, aborts what is under way.
 * @param most loads at the same time
 */
export async function* inFlight<Item, Loaded>(
  items: readonly Item[],
  most: number,
  load: (item: Item, signal: AbortSignal) => Promise<Loaded>,
  signal?: AbortSignal,
): AsyncGenerator<Loaded> {
  const own = new AbortController();
  const either = signal === undefined ? own.signal : AbortSignal.any([signal, own.signal]);
  const running: Promise<Loaded>[] = [];
  let next = 0;
  try {
    while (next < items.length || running.length > 0) {
      while (running.length < most && next < items.length) {
        const loading = load(items[next++], either);
        loading.catch(() => undefined); // whoever awaits it hears of it; the others are aborted
        running.push(loading);
      }
      signal?.throwIfAborted();
      const first = running.shift();
      if (first !== undefined) yield await first;
    }
  } finally {
    own.abort();
  }
}
