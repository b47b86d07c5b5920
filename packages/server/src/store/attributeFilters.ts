// The filters by which `spans` finds the granules that may hold a value of an attribute. They know values, not keys, and take about 10 bytes a
// span: reading them is most of what the search for a rare value costs. So they are eight, each of the values whose checksum leaves that
// remainder, and a search reads one of them.
import { crc32 } from 'node:zlib';

const FILTERS = 8;

/**
 * The checksum is the same as zlib's (https://clickhouse.com/docs/sql-reference/functions/hash-functions#crc32). It stands in an array of its own,
 * because the engine computes once what stands in several filters: computed in each of them, it cost 3 µs of CPU a span.
 */
const valuesOf = (remainder: number): string =>
  `arrayFilter((value, rest) -> rest = ${remainder}, mapValues(SpanAttributes), arrayMap(value -> CRC32(value) % ${FILTERS}, mapValues(SpanAttributes)))`;

/** Parts of `CREATE TABLE spans`. */
export const ATTRIBUTE_FILTERS = Array.from(
  { length: FILTERS },
  (_, remainder) => `INDEX AttributeValues${remainder} ${valuesOf(remainder)} TYPE bloom_filter(0.001) GRANULARITY 1`,
).join(', ');

/**
 * Leaves the granules of `spans` that may hold the value; no condition on the spans in them.
 * @param value not empty: the filters do not know empty ones
 * @param bound the value as a bound parameter
 */
export function mayHoldValue(value: string, bound: string): string {
  return `indexHint(has(${valuesOf(crc32(value) % FILTERS)}, ${bound}))`;
}
