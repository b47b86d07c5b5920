// How far back a search for the newest traces looks first: as far as the roll-up counts enough spans of the service, the operation and the
// status that are asked for. A part that is too small costs a second look, which reads spans up to an hour beyond its end once more; one that is
// too large costs what it holds.
import { NS_PER_SECOND, type TimeRange, type TraceQuery } from '@watchingcat/model';
import type { QueryParameter, Store } from '../store/Store.ts';
import { spansEndOf } from './findTraces.ts';
import { FIRST_PART_NS, widthOf } from './inParts.ts';

/** Several spans of a trace may match, and of some traces with spans in the part the start lies before it. As in `widthOf`. */
const SPANS_PER_TRACE = 1.5;
/** The roll-up is read for so long before the newest, which takes some milliseconds: it lies by service. */
const MOST_OF_SERVICE_NS = 24n * 3_600n * NS_PER_SECOND;
const MOST_OF_ALL_NS = 3_600n * NS_PER_SECOND;

/** @returns nanoseconds; 0 when there are no such spans; undefined where the roll-up cannot tell, as of attributes, which it does not know */
export async function firstPart(
  store: Store,
  tenant: string,
  { service, operation, status, attributes }: TraceQuery,
  { range, newest, traces }: { readonly range: TimeRange; readonly newest: bigint; readonly traces: number },
  signal?: AbortSignal,
): Promise<bigint | undefined> {
  if (service === undefined && operation === undefined) return undefined;
  const mostBefore = newest - (service === undefined ? MOST_OF_ALL_NS : MOST_OF_SERVICE_NS);
  const oldest = mostBefore > range.start ? mostBefore : range.start;
  const parameters: Record<string, QueryParameter> = { tenant, oldest, to: spansEndOf(range) };
  const conditions: string[] = [];
  if (service !== undefined) {
    parameters.service = service;
    conditions.push('AND ServiceName = {service:String}');
  }
  if (operation !== undefined) {
    parameters.operation = operation;
    conditions.push('AND SpanName = {operation:String}');
  }
  if (status !== undefined) conditions.push(status === 'error' ? 'AND IsError = 1' : 'AND IsError = 0');
  const { Seconds, Spans } = await store.columns<{ Seconds: number[]; Spans: string[] }>(
    `SELECT toUnixTimestamp(Minute) AS Seconds, sum(red_1m.Calls) AS Spans FROM red_1m
     WHERE Tenant = {tenant:String} AND Minute >= toStartOfMinute(fromUnixTimestamp64Nano({oldest:Int64}))
       AND Minute < fromUnixTimestamp64Nano({to:Int64}) ${conditions.join(' ')}
     GROUP BY Seconds ORDER BY Seconds DESC`,
    { parameters, signal },
  );
  if (Seconds.length === 0 && oldest === range.start) return 0n;
  let spans = 0;
  const enough = Seconds.find((seconds, index) => {
    if (BigInt(seconds) * NS_PER_SECOND >= newest) return false;
    return (spans += Number(Spans[index])) >= SPANS_PER_TRACE * traces;
  });
  // At the start of the range its one nanosecond is left.
  const looked = newest > oldest ? newest - oldest : 1n;
  const width = enough === undefined ? widthOf(traces, spans, looked) : newest - BigInt(enough) * NS_PER_SECOND;
  return attributes !== undefined && width < FIRST_PART_NS ? undefined : width;
}
