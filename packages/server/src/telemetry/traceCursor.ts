// Where a page of traces ended: the sort key and the id of its last trace, so that the next page starts right after it however many
// traces share the key. The cursor also holds the range, because `now-1h` would move between two pages.
import { createHash } from 'node:crypto';
import { TelemetryError, type TimeRange, type TraceQuery } from '@watchingcat/model';

export interface TracePosition {
  readonly range: TimeRange;
  /** What the order is by, of the last trace: its start or duration in ns, or its place in the sample. */
  readonly key: bigint;
  readonly traceId: string;
}

/** The cursor is not one of ours, or of another query. */
export class BadCursorError extends TelemetryError {
  constructor(message: string) {
    super('bad_request', message);
  }
}

export function encodeCursor(query: TraceQuery, position: TracePosition): string {
  const { range, key, traceId } = position;
  const fields = [conditionsHash(query), range.start, range.end, key, traceId].map(String);
  return Buffer.from(fields.join('.')).toString('base64url');
}

/** @throws BadCursorError */
export function decodeCursor(query: TraceQuery, cursor: string): TracePosition {
  const match = /^([0-9a-f]{16})\.(\d{1,19})\.(\d{1,19})\.(\d{1,19})\.([0-9a-f]{32})$/.exec(
    Buffer.from(cursor, 'base64url').toString('latin1'),
  );
  if (match === null)
    throw new BadCursorError('The cursor is not one that this server gave. Start again without a cursor.');
  const [, hash, start, end, key, traceId] = match;
  if (hash !== conditionsHash(query)) {
    throw new BadCursorError(
      'The cursor belongs to another search. Send it with the same conditions and sort order, or start again without it.',
    );
  }
  return { range: { start: BigInt(start), end: BigInt(end) }, key: BigInt(key), traceId };
}

/** Of all that decides which traces are found and in which order; the range is in the cursor, the page size may change. */
function conditionsHash(query: TraceQuery): string {
  const conditions = [
    query.service,
    query.operation,
    query.status,
    query.minDurationMs,
    query.maxDurationMs,
    query.traceQl,
    query.sort ?? 'newest',
    Object.entries(query.attributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
  return createHash('sha256').update(JSON.stringify(conditions)).digest('hex').slice(0, 16);
}
