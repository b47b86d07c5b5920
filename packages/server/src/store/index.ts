// The store: ClickHouse behind one interface, today the embedded one.
export { dataDirectoryHolder } from './dataDirectoryLock.ts';
export type { DataDirectoryHolder } from './dataDirectoryLock.ts';
export { openEmbeddedStore } from './embeddedStore.ts';
export type { EmbeddedStore, EmbeddedStoreOptions } from './embeddedStore.ts';
export { StoreError } from './Store.ts';
export type { QueryOptions, QueryParameter, Store } from './Store.ts';
