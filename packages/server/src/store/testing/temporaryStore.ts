// A real store in a directory of its own, for tests.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openEmbeddedStore } from '../embeddedStore.ts';
import type { EmbeddedStore } from '../embeddedStore.ts';

export const silent = pino({ level: 'silent' });

/** A new directory and how to remove it. */
export async function temporaryDirectory(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'watchingcat-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** An empty store; `close` also removes its directory. */
export async function temporaryStore(): Promise<{ store: EmbeddedStore; dataDir: string; close(): Promise<void> }> {
  const directory = await temporaryDirectory();
  const store = await openEmbeddedStore({ dataDir: directory.path, log: silent });
  return {
    store,
    dataDir: directory.path,
    async close() {
      await store.close();
      await directory.remove();
    },
  };
}
