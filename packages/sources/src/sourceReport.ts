// What a test of one back-end found: for a data source's "Test" button, the configuration page and `watchingcat doctor`.
import type { SourceName } from './sourceRequest.ts';

export interface SourceReport {
  readonly source: SourceName;
  /** `limited`: it answers, and something that WatchingCat could use is not there. */
  readonly status: 'works' | 'limited' | 'failed';
  /** Sentences for people: the version, what was found. */
  readonly found: readonly string[];
  /** Sentences for people: what to change, and what that would bring. Empty when `status` is `works`. */
  readonly advice: readonly string[];
}
