// What an error of ClickHouse means for a caller of the Store.
import type { StoreErrorCode } from './Store.ts';

// https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp
const CODES: ReadonlyMap<number, StoreErrorCode> = new Map([
  [158, 'too_many_rows'], // TOO_MANY_ROWS
  [159, 'timeout'], // TIMEOUT_EXCEEDED
  [241, 'memory'], // MEMORY_LIMIT_EXCEEDED
  [307, 'too_many_rows'], // TOO_MANY_BYTES
  [394, 'aborted'], // QUERY_WAS_CANCELLED
  [236, 'unavailable'], // ABORTED: the engine is shutting down
  [252, 'unavailable'], // TOO_MANY_PARTS: merges are behind, a later insert succeeds
  [243, 'unavailable'], // NOT_ENOUGH_SPACE
]);

/** `Code: 159. DB::Exception: Timeout exceeded …` → `timeout`; whatever is not in the table is `query`. */
export function storeErrorCode(message: string): StoreErrorCode {
  const code = /Code: (\d+)\./.exec(message)?.[1];
  return (code !== undefined && CODES.get(Number(code))) || 'query';
}
