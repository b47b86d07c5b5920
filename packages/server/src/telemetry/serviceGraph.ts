// Who called whom, from the spans of the range. A callee's span and its parent in another service are one call; a caller's span that no
// service answered went to whom its attributes name. Pairing needs the spans of both sides in memory, so of very many traces only a
// part is paired, and the coverage says so.
import { PEER_ATTRIBUTES, peerNodeName, peerOf } from '@watchingcat/analysis';
import {
  COMPLETE,
  MAX_GRAPH_EDGES,
  type Coverage,
  type NodeKind,
  type ServiceEdge,
  type ServiceGraph,
  type TimeRange,
} from '@watchingcat/model';
import type { QueryParameter, Store } from '../store/Store.ts';
import { durationQuantilesMs } from './histogram.ts';

/** Spans that one question pairs: some hundred MB in the engine. */
const MAX_PAIRED_SPANS = 4_000_000;
/** A call may have begun before the range, and its parent's span with it. */
const CALLER_BEFORE_NS = 600_000_000_000n;
const IN_RANGE = `Tenant = {tenant:String} AND Timestamp >= fromUnixTimestamp64Nano({start:Int64})
  AND Timestamp < fromUnixTimestamp64Nano({end:Int64}) AND sipHash64(TraceId) % {part:UInt32} = 0`;
const CALLERS = IN_RANGE.replace('{start:Int64}', '{before:Int64}');
const BUCKET = 'toUInt16(floor(16 * log2(greatest(0, Duration) + 1)))';

export async function readServiceGraph(
  store: Store,
  tenant: string,
  range: TimeRange,
  signal?: AbortSignal,
): Promise<ServiceGraph> {
  const bounds = {
    tenant,
    start: range.start,
    end: range.end,
    before: range.start > CALLER_BEFORE_NS ? range.start - CALLER_BEFORE_NS : 0n,
  };
  const [{ Spans }] = await store.rows<{ Spans: string }>(`SELECT count() AS Spans FROM spans WHERE ${CALLERS}`, {
    parameters: { ...bounds, part: 1 },
    signal,
    lane: 'heavy',
  });
  const part = Math.max(1, Math.ceil(Number(Spans) / MAX_PAIRED_SPANS));
  const parameters = { ...bounds, part };
  const [calls, peers] = await Promise.all([
    readCalls(store, parameters, signal),
    readPeers(store, parameters, signal),
  ]);
  const total = Number(Spans);
  const sampled: Coverage = { kind: 'sampled', seen: Math.round(total / part), total };
  return graphOf(calls, peers, part === 1 ? COMPLETE : sampled);
}

interface EdgeRow extends Record<string, unknown> {
  readonly From: string;
  readonly Calls: string;
  readonly Errors: string;
  readonly Buckets: readonly number[];
  readonly Counts: readonly string[];
}

function readCalls(store: Store, parameters: Readonly<Record<string, QueryParameter>>, signal?: AbortSignal) {
  return store.rows<EdgeRow & { To: string }>(
    `SELECT From, To, sum(BucketCalls) AS Calls, sum(BucketErrors) AS Errors, groupArray(Bucket) AS Buckets,
       groupArray(BucketCalls) AS Counts
     FROM (
       SELECT caller.ServiceName AS From, callee.ServiceName AS To, callee.Bucket AS Bucket, count() AS BucketCalls,
         countIf(callee.StatusCode = 2 OR caller.StatusCode = 2) AS BucketErrors
       FROM (
         SELECT TraceId, ParentSpanId, ServiceName, Kind, StatusCode, ${BUCKET} AS Bucket FROM spans
         WHERE ${IN_RANGE} AND ParentSpanId != toFixedString('', 8)
       ) AS callee
       INNER ANY JOIN (
         SELECT TraceId, SpanId, ServiceName, Kind, StatusCode FROM spans WHERE ${CALLERS}
       ) AS caller ON callee.TraceId = caller.TraceId AND callee.ParentSpanId = caller.SpanId
       WHERE caller.ServiceName != callee.ServiceName OR (caller.Kind IN (3, 4) AND callee.Kind IN (2, 5))
       GROUP BY From, To, Bucket
     )
     GROUP BY From, To ORDER BY Calls DESC LIMIT ${MAX_GRAPH_EDGES + 1}`,
    { parameters, signal, lane: 'heavy' },
  );
}

/** Calls that no service answered, by what their spans say of the other end. */
function readPeers(store: Store, parameters: Readonly<Record<string, QueryParameter>>, signal?: AbortSignal) {
  return store.rows<EdgeRow & { Peer: readonly string[] }>(
    `SELECT From, Peer, sum(BucketCalls) AS Calls, sum(BucketErrors) AS Errors, groupArray(Bucket) AS Buckets,
       groupArray(BucketCalls) AS Counts
     FROM (
       SELECT ServiceName AS From, arrayMap(name -> SpanAttributes[name], {peerAttributes:Array(String)}) AS Peer,
         ${BUCKET} AS Bucket, count() AS BucketCalls, countIf(StatusCode = 2) AS BucketErrors
       FROM spans
       WHERE ${IN_RANGE} AND Kind IN (3, 4) AND (TraceId, SpanId) NOT IN (
         SELECT TraceId, ParentSpanId FROM spans WHERE ${IN_RANGE} AND Kind IN (2, 5) AND ParentSpanId != toFixedString('', 8)
       )
       GROUP BY From, Peer, Bucket
     )
     GROUP BY From, Peer ORDER BY Calls DESC LIMIT ${MAX_GRAPH_EDGES + 1}`,
    { parameters: { ...parameters, peerAttributes: PEER_ATTRIBUTES }, signal, lane: 'heavy' },
  );
}

interface EdgeSum {
  readonly from: string;
  readonly to: string;
  calls: number;
  errors: number;
  readonly buckets: Map<number, number>;
}

function graphOf(
  calls: readonly (EdgeRow & { To: string })[],
  peers: readonly (EdgeRow & { Peer: readonly string[] })[],
  coverage: Coverage,
): ServiceGraph {
  const services = new Set([...calls.flatMap(({ From, To }) => [From, To]), ...peers.map(({ From }) => From)]);
  const kinds = new Map<string, NodeKind>(Array.from(services, (name) => [name, 'service']));
  const sums = new Map<string, EdgeSum>();
  for (const row of calls) add(sums, row, row.To);
  for (const row of peers) {
    const peer = peerOf((name) => row.Peer[PEER_ATTRIBUTES.indexOf(name)]);
    if (peer === undefined) continue;
    const name = peerNodeName(peer, services);
    if (!kinds.has(name)) kinds.set(name, peer.kind);
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
