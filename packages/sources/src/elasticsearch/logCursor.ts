// Where a page of logs ended: the time of its last record and how many records of exactly that time were given. The range stays that of the
// first page, so that pages fit together while logs keep coming.
import type { LogOrder, TimeRange, UnixNano } from '@watchingcat/model';
import { TelemetryError } from '@watchingcat/model';

export interface LogPosition {
  readonly range: TimeRange;
  readonly time: UnixNano;
  readonly given: number;
}

const PATTERN = /^(newest|oldest):(\d{1,20}):(\d{1,20}):(\d{1,20}):(\d{1,6})$/;

export function writeLogCursor(order: LogOrder, { range, time, given }: LogPosition): string {
  return [order, range.start, range.end, time, given].join(':');
}

/** @throws TelemetryError `bad_request` */
export function readLogCursor(text: string, order: LogOrder): LogPosition {
  const match = PATTERN.exec(text);
  if (match?.[1] !== order)
    throw new TelemetryError('bad_request', 'This is not a cursor of this search. Start again without one.');
  const [, , start, end, time, given] = match;
  return { range: { start: BigInt(start), end: BigInt(end) }, time: BigInt(time), given: Number(given) };
}
