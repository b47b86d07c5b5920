// The newest spans of a range, or of a service in it, as a part of a query that reads no more than those. "Newest" is as coarse as the key of
// `spans`, a second, within which spans lie by trace: so of the last second it is whole traces by chance.
import type { TimeRange } from '@watchingcat/model';
import type { QueryParameter, Store } from '../store/Store.ts';

export interface NewestSpans {
  /** SELECT of these columns. */
  readonly sql: (columns: string) => string;
  readonly parameters: Readonly<Record<string, QueryParameter>>;
  /** It gives no more spans. */
  readonly most: number;
  /** Where it gives fewer than `most`, those are all of the range. */
  readonly isWhole: boolean;
}

/** A service may have few of many spans, which are then looked through to find its own. */
const MAX_SERVICE_BUCKETS = 6;

export async function newestSpans(
  store: Store,
  tenant: string,
  { range, service }: { readonly range: TimeRange; readonly service?: string | undefined },
  most: number,
  signal?: AbortSignal,
): Promise<NewestSpans> {
  const buckets = service === undefined ? [] : await newestBuckets(store, tenant, service, range, signal);
  const isWhole = buckets.length <= MAX_SERVICE_BUCKETS;
  const oldest = isWhole ? range.start : buckets[MAX_SERVICE_BUCKETS - 1];
  const parameters: Record<string, QueryParameter> = {
    tenant,
    from: oldest > range.start ? oldest : range.start,
    to: range.end,
    most,
    ...(service !== undefined && { service }),
  };
  const sql = (columns: string) =>
    `SELECT ${columns} FROM spans
     WHERE Tenant = {tenant:String} AND Timestamp >= fromUnixTimestamp64Nano({from:Int64}) AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
       ${service === undefined ? '' : 'AND ServiceName = {service:String}'}
     ORDER BY toStartOfSecond(Timestamp) DESC LIMIT {most:UInt32}`;
  return { sql, parameters, most, isWhole };
}

/** Starts of the newest five minutes in which the service has spans, one more than are looked at. */
async function newestBuckets(
  store: Store,
  tenant: string,
  service: string,
  { start, end }: TimeRange,
  signal?: AbortSignal,
): Promise<bigint[]> {
  const { Bucket } = await store.columns<{ Bucket: number[] }>(
    `SELECT toUnixTimestamp(toStartOfFiveMinutes(Minute)) AS Bucket FROM red_services_1m
     WHERE Tenant = {tenant:String} AND ServiceName = {service:String}
       AND Minute >= toStartOfMinute(fromUnixTimestamp64Nano({start:Int64})) AND Minute < fromUnixTimestamp64Nano({end:Int64})
     GROUP BY Bucket ORDER BY Bucket DESC LIMIT ${MAX_SERVICE_BUCKETS + 1}`,
    { parameters: { tenant, service, start, end }, signal },
  );
  return Bucket.map((seconds) => BigInt(seconds) * 1_000_000_000n);
}
