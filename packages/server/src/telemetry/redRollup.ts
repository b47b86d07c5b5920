// Services, operations and RED over time, all from the rollups red_1m and red_services_1m, never from spans. The rollup knows whole minutes: a range is
// widened to the minutes it touches (its start down, its end up), so the first and the last minute count wholly.
// A call of a service is an entry span: server, consumer, or a root. Quantiles: see histogram.ts.
import {
  COMPLETE,
  MAX_OPERATIONS,
  MAX_RED_POINTS,
  MAX_SERVICES,
  MAX_TREND_POINTS,
  NS_PER_SECOND,
  type Coverage,
  type OperationsAnswer,
  type RedAnswer,
  type RedPoint,
  type RedQuery,
  type RedStats,
  type ServicesAnswer,
  type ServiceTrendsAnswer,
  type TimeRange,
  type TrendsQuery,
} from '@watchingcat/model';
import type { Store } from '../store/Store.ts';
import { durationQuantilesMs } from './histogram.ts';

const MINUTE_MS = 60_000;
const MAX_DATETIME = 2n ** 32n - 1n;
const IN_RANGE = `Tenant = {tenant:String} AND Minute >= toDateTime({from:UInt32}) AND Minute < toDateTime({to:UInt32})`;

/** Where calls over time come from, of a service as a whole and of one operation. */
const OF_SERVICE = { table: 'red_services_1m', errors: 'sum(red.Errors)', ofOperation: '' };
const OF_OPERATION = {
  table: 'red_1m',
  errors: 'sumIf(red.Calls, IsError = 1)',
  ofOperation: 'AND IsEntry = 1 AND SpanName = {operation:String}',
};

/** The columns of a HistogramRow that hold the buckets. */
const histogram = (merged: string): string =>
  `tupleElement(${merged}, 1) AS Buckets, tupleElement(${merged}, 2) AS Counts`;

/** A service without entry spans is listed too, with 0 calls: it sent something. Sorted by name. */
export async function readServices(
  store: Store,
  tenant: string,
  range: TimeRange,
  signal?: AbortSignal,
): Promise<ServicesAnswer> {
  const rows = await store.rows<HistogramRow & { Name: string; LastSeenNs: string }>(
    `SELECT ServiceName AS Name, sum(red.Calls) AS Calls, sum(red.Errors) AS Errors,
       toUnixTimestamp64Nano(max(LastSeen)) AS LastSeenNs, ${histogram('sumMap(Durations)')}
     FROM red_services_1m AS red WHERE ${IN_RANGE}
     GROUP BY Name ORDER BY Name LIMIT ${MAX_SERVICES + 1}`,
    { parameters: { tenant, ...minutes(range) }, signal },
  );
  return {
    services: rows.slice(0, MAX_SERVICES).map((row) => ({
      name: row.Name,
      ...redStats(row),
      lastSeen: BigInt(row.LastSeenNs),
    })),
    coverage: cappedAt(rows.length, 'MAX_SERVICES', MAX_SERVICES),
  };
}

/** The costliest first. */
export async function readOperations(
  store: Store,
  tenant: string,
  service: string,
  range: TimeRange,
  signal?: AbortSignal,
): Promise<OperationsAnswer> {
  const rows = await store.rows<HistogramRow & { Name: string; TotalNs: string }>(
    `SELECT SpanName AS Name, sum(red_1m.Calls) AS Calls, sumIf(red_1m.Calls, IsError = 1) AS Errors, sum(DurationSum) AS TotalNs,
       ${histogram('sumMap(Durations)')}
     FROM red_1m WHERE ${IN_RANGE} AND ServiceName = {service:String} AND IsEntry = 1
     GROUP BY Name ORDER BY TotalNs DESC, Name LIMIT ${MAX_OPERATIONS + 1}`,
    { parameters: { tenant, service, ...minutes(range) }, signal },
  );
  return {
    operations: rows.slice(0, MAX_OPERATIONS).map((row) => ({
      name: row.Name,
      ...redStats(row),
      totalMs: Number(row.TotalNs) / 1e6,
    })),
    coverage: cappedAt(rows.length, 'MAX_OPERATIONS', MAX_OPERATIONS),
  };
}

/** The step is rounded up to whole minutes, and further until the range has at most MAX_RED_POINTS points. Each point is a whole step. */
export async function readRed(store: Store, tenant: string, query: RedQuery, signal?: AbortSignal): Promise<RedAnswer> {
  const stepMs = answerableStepMs(query.range, query.stepMs, MAX_RED_POINTS);
  const stepSeconds = BigInt(stepMs / 1_000);
  const firstStep = secondsDown(query.range.start) / stepSeconds;
  const lastStep = (secondsUp(query.range.end) + stepSeconds - 1n) / stepSeconds;
  const { table, errors, ofOperation } = query.operation === undefined ? OF_SERVICE : OF_OPERATION;
  const rows = await store.rows<HistogramRow & { Step: string | number }>(
    `SELECT intDiv(toUInt32(Minute), {stepSeconds:UInt32}) AS Step, sum(red.Calls) AS Calls, ${errors} AS Errors,
       ${histogram('sumMap(Durations)')}
     FROM ${table} AS red
     WHERE ${IN_RANGE} AND ServiceName = {service:String} ${ofOperation}
     GROUP BY Step`,
    {
      parameters: {
        tenant,
        service: query.service,
        operation: query.operation ?? '',
        stepSeconds,
        from: clampSeconds(firstStep * stepSeconds),
        to: clampSeconds(lastStep * stepSeconds),
      },
      signal,
    },
  );
  const byStep = new Map(rows.map((row) => [Number(row.Step), row]));
  const points: RedPoint[] = [];
  for (let step = Number(firstStep); step < Number(lastStep); step++) {
    points.push({ startMs: step * stepMs, ...redStats(byStep.get(step) ?? NO_CALLS) });
  }
  return { stepMs, points, coverage: COMPLETE };
}

/** One row for each service and step that has calls; steps as in `readRed`. */
export async function readServiceTrends(
  store: Store,
  tenant: string,
  { range, stepMs: askedStepMs }: TrendsQuery,
  signal?: AbortSignal,
): Promise<ServiceTrendsAnswer> {
  const stepMs = answerableStepMs(range, askedStepMs, MAX_TREND_POINTS);
  const stepSeconds = BigInt(stepMs / 1_000);
  const firstStep = secondsDown(range.start) / stepSeconds;
  const lastStep = (secondsUp(range.end) + stepSeconds - 1n) / stepSeconds;
  const rows = await store.rows<{
    Name: string;
    Steps: readonly number[];
    Buckets: readonly number[][];
    Counts: readonly string[][];
  }>(
    `SELECT Name, groupArray(Step) AS Steps, groupArray(StepBuckets) AS Buckets, groupArray(StepCounts) AS Counts
     FROM (
       SELECT ServiceName AS Name, toUInt32(intDiv(toUInt32(Minute), {stepSeconds:UInt32})) AS Step, sumMap(Durations) AS Histogram,
         Histogram.1 AS StepBuckets, Histogram.2 AS StepCounts
       FROM red_services_1m WHERE ${IN_RANGE} AND red_services_1m.Calls > 0 GROUP BY Name, Step
     )
     GROUP BY Name ORDER BY Name LIMIT ${MAX_SERVICES + 1}`,
    {
      parameters: {
        tenant,
        stepSeconds,
        from: clampSeconds(firstStep * stepSeconds),
        to: clampSeconds(lastStep * stepSeconds),
      },
      signal,
    },
  );
  const points = Number(lastStep - firstStep);
  return {
    startMs: Number(firstStep) * stepMs,
    stepMs,
    services: rows.slice(0, MAX_SERVICES).map(({ Name, Steps, Buckets, Counts }) => {
      const p95Ms = new Array<number | undefined>(points).fill(undefined);
      Steps.forEach((step, index) => {
        const histogram = { buckets: Buckets[index], counts: Counts[index].map(Number) };
        [p95Ms[step - Number(firstStep)]] = durationQuantilesMs(histogram, [0.95]);
      });
      return { name: Name, p95Ms };
    }),
    coverage: cappedAt(rows.length, 'MAX_SERVICES', MAX_SERVICES),
  };
}

/** 64-bit sums arrive as decimal strings. */
interface HistogramRow extends Record<string, unknown> {
  readonly Calls: string;
  readonly Errors: string;
  readonly Buckets: readonly number[];
  readonly Counts: readonly string[];
}

const NO_CALLS: HistogramRow = { Calls: '0', Errors: '0', Buckets: [], Counts: [] };

function redStats(row: HistogramRow): RedStats {
  const [p50Ms, p95Ms, p99Ms] = durationQuantilesMs(
    { buckets: row.Buckets, counts: row.Counts.map(Number) },
    [0.5, 0.95, 0.99],
  );
  return { calls: Number(row.Calls), errors: Number(row.Errors), p50Ms, p95Ms, p99Ms };
}

function cappedAt(rows: number, cap: string, limit: number): Coverage {
  return rows > limit ? { kind: 'capped', cap, limit } : COMPLETE;
}

function answerableStepMs(range: TimeRange, stepMs: number, maxPoints: number): number {
  const rangeMs = Number((range.end - range.start) / 1_000_000n) + 2 * MINUTE_MS;
  // One point less, because a range that is not aligned to steps touches one more.
  const narrowestMs = Math.max(stepMs, rangeMs / (maxPoints - 1));
  return Math.max(1, Math.ceil(narrowestMs / MINUTE_MS)) * MINUTE_MS;
}

/** Seconds of the whole minutes that the range touches. */
function minutes(range: TimeRange): { from: bigint; to: bigint } {
  return { from: clampSeconds(secondsDown(range.start)), to: clampSeconds(secondsUp(range.end)) };
}

function secondsDown(ns: bigint): bigint {
  return (ns / (60n * NS_PER_SECOND)) * 60n;
}

function secondsUp(ns: bigint): bigint {
  return secondsDown(ns + 60n * NS_PER_SECOND - 1n);
}

function clampSeconds(seconds: bigint): bigint {
  return seconds < 0n ? 0n : seconds > MAX_DATETIME ? MAX_DATETIME : seconds;
}
