// Where a page of logs ended: the time of its last record, and how many records of exactly that time were given. Records of one time have
// a fixed order, so that none is lost or given twice. The cursor also holds the range, because `now-1h` would move between two pages.
import { createHash } from 'node:crypto';
import type { LogQuery, TimeRange, UnixNano } from '@watchingcat/model';
import { BadCursorError } from './traceCursor.ts';

export interface LogPosition {
  readonly range: TimeRange;
  readonly time: UnixNano;
  /** Records at `time` that were given. */
  readonly given: number;
}

export function encodeLogCursor(query: LogQuery, { range, time, given }: LogPosition): string {
  const fields = [conditionsHash(query), range.start, range.end, time, given];
  return Buffer.from(fields.map(String).join('.')).toString('base64url');
}

/** @throws BadCursorError */
export function decodeLogCursor(query: LogQuery, cursor: string): LogPosition {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const match = /^([0-9a-f]{16})\.(\d{1,19})\.(\d{1,19})\.(\d{1,19})\.(\d{1,9})$/.exec(text);
  if (match === null)
    throw new BadCursorError('The cursor is not one that this server gave. Start again without a cursor.');
  const [, hash, start, end, time, given] = match;
  if (hash !== conditionsHash(query))
    throw new BadCursorError(
      'The cursor belongs to another search. Send it with the same conditions and order, or start again without it.',
    );
  return { range: { start: BigInt(start), end: BigInt(end) }, time: BigInt(time), given: Number(given) };
}

function conditionsHash({
  service,
  minSeverity,
  text,
  traceId,
  spanId,
  attributes = {},
  order = 'newest',
}: LogQuery): string {
  const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  const conditions = JSON.stringify([service, minSeverity, text, traceId, spanId, sorted, order]);
  return createHash('sha256').update(conditions).digest('hex').slice(0, 16);
}
