// Who called whom: minutes that are over from their roll-up, the rest from the spans themselves. Pairing needs the spans of both sides in
// memory, so of very many traces only a part is paired, and the coverage says so.
import { PEER_ATTRIBUTES, peerNodeName, peerOf } from '@watchingcat/analysis';
import {
  COMPLETE,
  MAX_GRAPH_EDGES,
  NS_PER_SECOND,
  type Coverage,
  type NodeKind,
  type ServiceEdge,
  type ServiceGraph,
  type TimeRange,
} from '@watchingcat/model';
import type { Store } from '../store/Store.ts';
import { ANSWER_AFTER_S, CALLER_BEFORE_S, edgesSql } from './edgesSql.ts';
import { durationQuantilesMs } from './histogram.ts';

/** Spans that one question pairs: some hundred MB in the engine. */
const MAX_PAIRED_SPANS = 4_000_000;
const NS_PER_MINUTE = 60n * NS_PER_SECOND;

/** Whole minutes that are counted come from the roll-up, all else is paired now. */
export async function readServiceGraph(
  store: Store,
  tenant: string,
  range: TimeRange,
  signal?: AbortSignal,
): Promise<ServiceGraph> {
  const counted = await countedMinutes(store, tenant, range, signal);
  const [rolledUp, paired] = await Promise.all([
    readCounted(store, tenant, counted, signal),
    pairUncounted(store, tenant, range, counted, signal),
  ]);
  return graphOf([...rolledUp, ...paired.edges], paired.coverage);
}

interface EdgeRow extends Record<string, unknown> {
  readonly From: string;
  /** Empty where no service answered. */
  readonly To: string;
  readonly Peer: readonly string[];
  readonly Calls: string;
  readonly Errors: string;
  readonly Buckets: readonly number[];
  readonly Counts: readonly string[];
}

/** Starts (Unix seconds) of the whole minutes of the range whose newest count has all the spans that are stored now. */
async function countedMinutes(store: Store, tenant: string, range: TimeRange, signal?: AbortSignal): Promise<number[]> {
  const from = (range.start + NS_PER_MINUTE - 1n) / NS_PER_MINUTE;
  const to = range.end / NS_PER_MINUTE;
  if (to <= from) return [];
  const { MinuteS } = await store.columns<{ MinuteS: number[] }>(
    `SELECT toUnixTimestamp(Minute) AS MinuteS FROM (
       SELECT Minute, argMax(Spans, Version) AS Counted FROM edge_minutes WHERE ${MINUTES} GROUP BY Minute
     ) AS counted
     INNER JOIN (SELECT Minute, sum(Calls) AS Stored FROM red_1m WHERE ${MINUTES} GROUP BY Minute) AS stored USING (Minute)
     WHERE Counted = Stored`,
    { parameters: { tenant, from: from * 60n, to: to * 60n }, signal },
  );
  return MinuteS;
}

const MINUTES = 'Tenant = {tenant:String} AND Minute >= toDateTime({from:UInt32}) AND Minute < toDateTime({to:UInt32})';

async function readCounted(
  store: Store,
  tenant: string,
  minutes: readonly number[],
  signal?: AbortSignal,
): Promise<EdgeRow[]> {
  if (minutes.length === 0) return [];
  return store.rows<EdgeRow>(
    `SELECT From, To, Peer, Calls, Errors, tupleElement(Histogram, 1) AS Buckets, tupleElement(Histogram, 2) AS Counts
     FROM (
       SELECT Caller AS From, Callee AS To, edges_1m.Peer AS Peer, sum(edges_1m.Calls) AS Calls, sum(edges_1m.Errors) AS Errors,
         sumMap(Durations) AS Histogram
       FROM edges_1m
       WHERE Tenant = {tenant:String} AND Minute IN (SELECT toDateTime(arrayJoin({minutes:Array(UInt32)}))) AND (Minute, Version) IN (
         SELECT Minute, max(Version) FROM edge_minutes WHERE Tenant = {tenant:String} GROUP BY Minute
       )
       GROUP BY From, To, Peer
     )
     ORDER BY Calls DESC LIMIT ${MAX_GRAPH_EDGES + 1}`,
    { parameters: { tenant, minutes: [...minutes] }, signal },
  );
}

async function pairUncounted(
  store: Store,
  tenant: string,
  range: TimeRange,
  counted: readonly number[],
  signal?: AbortSignal,
): Promise<{ readonly edges: readonly EdgeRow[]; readonly coverage: Coverage }> {
  const before = range.start - BigInt(CALLER_BEFORE_S) * NS_PER_SECOND;
  const parameters = {
    tenant,
    start: range.start,
    end: range.end,
    before: before > 0n ? before : 0n,
    after: range.end + BigInt(ANSWER_AFTER_S) * NS_PER_SECOND,
    counted: [...counted],
    peerAttributes: PEER_ATTRIBUTES,
  };
  const options = { signal, lane: 'heavy' } as const;
  const [{ Spans }] = await store.rows<{ Spans: string }>(`SELECT count() AS Spans FROM spans WHERE ${UNCOUNTED}`, {
    ...options,
    parameters: { ...parameters, parts: 1 },
  });
  const total = Number(Spans);
  if (total === 0) return { edges: [], coverage: COMPLETE };
  const parts = Math.max(1, Math.ceil(total / MAX_PAIRED_SPANS));
  const edges = await store.rows<EdgeRow>(
    `SELECT From, To, Peer, Calls, Errors, tupleElement(Durations, 1) AS Buckets, tupleElement(Durations, 2) AS Counts
     FROM (${edgesSql({ calls: UNCOUNTED, callers: between('before', 'after'), answers: between('start', 'after') })})
     ORDER BY Calls DESC LIMIT ${MAX_GRAPH_EDGES + 1}`,
    { ...options, parameters: { ...parameters, parts } },
  );
  return { edges, coverage: parts === 1 ? COMPLETE : { kind: 'sampled', seen: Math.round(total / parts), total } };
}

const between = (from: string, to: string): string =>
  `Tenant = {tenant:String} AND Timestamp >= fromUnixTimestamp64Nano({${from}:Int64})
   AND Timestamp < fromUnixTimestamp64Nano({${to}:Int64}) AND sipHash64(TraceId) % {parts:UInt32} = 0`;
const UNCOUNTED = `${between('start', 'end')}
  AND toUnixTimestamp(toStartOfMinute(Timestamp)) NOT IN (SELECT arrayJoin({counted:Array(UInt32)}))`;

interface EdgeSum {
  readonly from: string;
  readonly to: string;
  calls: number;
  errors: number;
  readonly buckets: Map<number, number>;
}

function graphOf(rows: readonly EdgeRow[], coverage: Coverage): ServiceGraph {
  const services = new Set(rows.flatMap(({ From, To }) => (To === '' ? [From] : [From, To])));
  const kinds = new Map<string, NodeKind>(Array.from(services, (name) => [name, 'service']));
  const sums = new Map<string, EdgeSum>();
  for (const row of rows) {
    const peer = row.To === '' ? peerOf((name) => row.Peer[PEER_ATTRIBUTES.indexOf(name)]) : undefined;
    if (row.To === '' && peer === undefined) continue;
    const name = peer === undefined ? row.To : peerNodeName(peer, services);
    if (peer !== undefined && !kinds.has(name)) kinds.set(name, peer.kind);
    add(sums, row, name);
  }
  const edges = Array.from(sums.values(), edgeOf).sort((a, b) => b.calls - a.calls);
  const kept = edges.slice(0, MAX_GRAPH_EDGES);
  const named = new Set(kept.flatMap(({ from, to }) => [from, to]));
  return {
    nodes: [...kinds].filter(([name]) => named.has(name)).map(([name, kind]) => ({ name, kind })),
    edges: kept,
    coverage:
      edges.length > MAX_GRAPH_EDGES ? { kind: 'capped', cap: 'MAX_GRAPH_EDGES', limit: MAX_GRAPH_EDGES } : coverage,
  };
}

function add(sums: Map<string, EdgeSum>, { From: from, Calls, Errors, Buckets, Counts }: EdgeRow, to: string): void {
  const key = JSON.stringify([from, to]);
  const sum = sums.get(key) ?? { from, to, calls: 0, errors: 0, buckets: new Map<number, number>() };
  sums.set(key, sum);
  sum.calls += Number(Calls);
  sum.errors += Number(Errors);
  Buckets.forEach((bucket, index) => sum.buckets.set(bucket, (sum.buckets.get(bucket) ?? 0) + Number(Counts[index])));
}

function edgeOf({ from, to, calls, errors, buckets }: EdgeSum): ServiceEdge {
  const [p95Ms] = durationQuantilesMs({ buckets: [...buckets.keys()], counts: [...buckets.values()] }, [0.95]);
  return { from, to, calls, errors, p95Ms, origins: ['spans'] };
}
