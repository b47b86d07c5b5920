// What an administrator sets for the whole organisation: the plugin's jsonData.
import type { RawRange } from './urls';

export interface AppSettings {
  /** Of the data source that the pages read; without it, the default one of our type. */
  readonly dataSourceUid?: string;
  /** Where an address names no range. */
  readonly defaultRange?: RawRange;
}
