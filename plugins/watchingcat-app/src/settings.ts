// What an administrator sets for the whole organisation: the plugin's jsonData.
import type { RawRange } from './urls';

/** Production, staging, a cluster: each is a WatchingCat data source under the name that the team uses. */
export interface Environment {
  readonly name: string;
  readonly dataSourceUid: string;
}

export interface AppSettings {
  /** Of the data source that the pages read first; without it, the first environment's, or the default one of our type. */
  readonly dataSourceUid?: string;
  /** In the order of the menu. Without any, every WatchingCat data source is one, under its own name. */
  readonly environments?: readonly Environment[];
  /** Where an address names no range. */
  readonly defaultRange?: RawRange;
}
