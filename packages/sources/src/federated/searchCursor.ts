// Where a search goes on: the range of its first page, so that pages fit together while traces keep coming, how many were given, and the
// last of them. Back-ends have no cursors, so that a further page asks for all before it again.
import type { TimeRange, TraceSort, TraceSummary } from '@watchingcat/model';
import { TelemetryError } from '@watchingcat/model';

export interface SearchCursor {
  readonly range: TimeRange;
  readonly given: number;
  /** The last trace that was given. */
  readonly after: Place;
}

/** Where a trace stands in the order of its search. */
export interface Place {
  /** ns since 1970, or of the whole trace: what the search is sorted by. */
  readonly key: bigint;
  readonly traceId: string;
}

const PATTERN = /^(newest|slowest):(\d{1,20}):(\d{1,20}):(\d{1,6}):(\d{1,20}):([0-9a-f]{32})$/;

export function placeOf({ start, durationMs, traceId }: TraceSummary, sort: TraceSort): Place {
  return { key: sort === 'slowest' ? BigInt(Math.round(durationMs * 1e6)) : start, traceId };
}

/** For `Array.sort`: the largest key first, equal ones by id. */
export function byPlace(a: Place, b: Place): number {
  if (a.key !== b.key) return a.key > b.key ? -1 : 1;
  return a.traceId < b.traceId ? -1 : a.traceId > b.traceId ? 1 : 0;
}

export function writeCursor(sort: TraceSort, { range, given, after }: SearchCursor): string {
  return [sort, range.start, range.end, given, after.key, after.traceId].join(':');
}

/** @throws TelemetryError `bad_request` */
export function readCursor(text: string, sort: TraceSort): SearchCursor {
  const match = PATTERN.exec(text);
  if (match?.[1] !== sort)
    throw new TelemetryError('bad_request', 'This is not a cursor of this search. Start again without one.');
  const [, , start, end, given, key, traceId] = match;
  return {
    range: { start: BigInt(start), end: BigInt(end) },
    given: Number(given),
    after: { key: BigInt(key), traceId },
  };
}
