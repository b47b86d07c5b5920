// Makes the inserts of a group, until all are made: a failed one may have been made in part or as a whole, and only the same insert, made
// again under its token, leaves each row once.
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '../../store/Store.ts';
import type { Store } from '../../store/Store.ts';
import type { SpooledGroup } from './Spool.ts';

export type FileInserter = Pick<Store, 'insertFile'>;

const FIRST_PAUSE_MS = 100;
const LAST_PAUSE_MS = 5_000;
/** An insert that the engine calls wrong is not right the next time, but its words for trouble of the disk are many. */
const ATTEMPTS_OF_WRONG = 3;

export interface InsertGroupOptions {
  /** Each time an attempt failed. */
  readonly onDelay: (error: unknown) => void;
  /** Aborted when no further attempt shall be made: the group stays in the spool, for the next start. */
  readonly signal: AbortSignal;
}

/** @throws StoreError `query` when the engine cannot take these rows, whatever the last attempt's failure was when `signal` is aborted */
export async function insertGroup(
  store: FileInserter,
  { inserts }: Pick<SpooledGroup, 'inserts'>,
  { onDelay, signal }: InsertGroupOptions,
): Promise<void> {
  let wrong = 0;
  let pauseMs = FIRST_PAUSE_MS;
  for (let next = 0; next < inserts.length;) {
    try {
      await store.insertFile(inserts[next]);
      next++;
    } catch (error) {
      onDelay(error);
      if (signal.aborted) throw error;
      if (error instanceof StoreError && error.code === 'query' && ++wrong === ATTEMPTS_OF_WRONG) throw error;
      // Not a reason for a process to stay that has nothing else to do: the group is in the spool.
      await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => {});
      pauseMs = Math.min(LAST_PAUSE_MS, pauseMs * 2);
    }
  }
}
