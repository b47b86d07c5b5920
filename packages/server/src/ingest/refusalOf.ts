// What a full disk means for senders. 503 and UNAVAILABLE rather than 429: the sender does not send too fast, the server cannot store however
// little comes. OTLP treats both alike (keep the data, come back after Retry-After), so nothing is lost as long as the sender has room.
import { RefusedError } from './Ingest.ts';

/** Space comes back when someone makes room or a day is dropped, not within a second. */
const RETRY_AFTER_MS = 15_000;

/** @param problem of the disk, for people; undefined when there is none */
export function refusalOf(problem: string | undefined): RefusedError | undefined {
  return problem === undefined ? undefined : new RefusedError('disk_full', problem, RETRY_AFTER_MS);
}
