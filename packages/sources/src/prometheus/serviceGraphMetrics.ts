// The service graph from metrics that Tempo's metrics-generator, Beyla and the Collector's servicegraph connector make alike:
// traces_service_graph_request_total, _request_failed_total and the histograms _request_server_seconds and _request_client_seconds, with
// the labels client, server and connection_type (opentelemetry-collector-contrib connector/servicegraphconnector/README.md).
import { MAX_GRAPH_EDGES } from '@watchingcat/model';
import type { NodeKind, Series, ServiceEdge, ServiceGraph, ServiceNode } from '@watchingcat/model';
import { list, text } from '../decode.ts';
import { bucketQuantile } from './bucketQuantile.ts';
import type { Bucket } from './bucketQuantile.ts';
import type { PrometheusApi } from './prometheusApi.ts';
import { increase, isEqual, isLike, selection, selector, sumBy, tagged } from './promql.ts';
import { samples } from './samples.ts';
import { bounds, promTime } from './times.ts';
import type { RangeMs } from './times.ts';

const REQUESTS = 'traces_service_graph_request_total';
const FAILED = 'traces_service_graph_request_failed_total';
const SERVER_BUCKETS = 'traces_service_graph_request_server_seconds_bucket';
const CLIENT_BUCKETS = 'traces_service_graph_request_client_seconds_bucket';
const PART_LABEL = 'watchingcat_part';
const EDGE_LABELS = ['client', 'server', 'connection_type', 'virtual_node'];
/** As Tempo and the connector name the unknown caller of a trace's first service. */
const UNKNOWN_CLIENT = 'user';
/** The metrics' names say seconds. */
const MS_PER_UNIT = 1e3;

/** One request; a second when it was empty, to tell no calls from no such metrics: `undefined` for the latter. */
export async function serviceGraphOfMetrics(
  api: PrometheusApi,
  range: RangeMs,
  signal?: AbortSignal,
): Promise<ServiceGraph | undefined> {
  const windowMs = Math.max(1, range.endMs - range.startMs);
  const sum = (series: string, ...more: string[]) => sumBy([...EDGE_LABELS, ...more], increase(series, windowMs));
  // What stands behind a virtual node sends no spans, so only the caller knows how long it took.
  const virtual = selector(CLIENT_BUCKETS, [isEqual('connection_type', 'virtual_node')]);
  const query = [
    sum(selector(REQUESTS)),
    tagged(sum(selector(FAILED)), PART_LABEL, 'failed'),
    sum(selector(SERVER_BUCKETS), 'le'),
    tagged(sum(virtual, 'le'), PART_LABEL, 'client'),
  ].join(' or ');
  const { data, coverage } = await api.query('/api/v1/query', { query, time: promTime(range.endMs) }, samples, signal);
  if (data.series.length === 0 && !(await hasServiceGraphMetrics(api, range, signal))) return undefined;
  const graph = graphOf(data.series);
  const isCut = graph.edges.length > MAX_GRAPH_EDGES && coverage.kind === 'complete';
  return {
    nodes: graph.nodes,
    edges: graph.edges.slice(0, MAX_GRAPH_EDGES),
    coverage: isCut ? { kind: 'capped', cap: 'MAX_GRAPH_EDGES', limit: MAX_GRAPH_EDGES } : coverage,
  };
}

export async function hasServiceGraphMetrics(
  api: PrometheusApi,
  range: RangeMs,
  signal?: AbortSignal,
): Promise<boolean> {
  const match = selection([isLike('__name__', REQUESTS)]);
  const parameters = { 'match[]': match, ...bounds(range) };
  const { data } = await api.get('/api/v1/label/__name__/values', parameters, list(text), signal);
  return data.length > 0;
}

interface Ends {
  readonly from: string;
  readonly to: string;
}

class EdgeSum {
  readonly ends: Ends;
  calls = 0;
  errors = 0;
  readonly buckets: Bucket[] = [];
  constructor(ends: Ends) {
    this.ends = ends;
  }
}

function graphOf(series: readonly Series[]): { readonly nodes: ServiceNode[]; readonly edges: ServiceEdge[] } {
  const services = new Set(series.flatMap(({ labels }) => Object.values(endsOf(labels).services)));
  const kinds = new Map<string, NodeKind>();
  const sums = new Map<string, EdgeSum>();
  for (const { labels, values } of series) {
    if (Number.isNaN(values[0])) continue;
    const ends = named(labels, services, kinds);
    const key = JSON.stringify([ends.from, ends.to]);
    const sum = sums.get(key) ?? new EdgeSum(ends);
    sums.set(key, sum);
    add(sum, labels, values[0]);
  }
  const edges = [...sums.values()].filter(({ calls }) => calls > 0).sort((a, b) => b.calls - a.calls);
  const used = new Set(edges.flatMap(({ ends }) => [ends.from, ends.to]));
  return {
    nodes: [...kinds].filter(([name]) => used.has(name)).map(([name, kind]) => ({ name, kind })),
    edges: edges.map(({ ends, calls, errors, buckets }) => {
      const p95 = bucketQuantile(0.95, buckets);
      return { ...ends, calls, errors, p95Ms: p95 === undefined ? undefined : p95 * MS_PER_UNIT, origins: ['metrics'] };
    }),
  };
}

function add(sum: EdgeSum, labels: Series['labels'], value: number): void {
  const { [PART_LABEL]: part, le } = labels;
  if (le === undefined) {
    if (part === 'failed') sum.errors += value;
    else sum.calls += value;
    return;
  }
  // A virtual callee's own histogram holds zeros, and a virtual caller's does.
  const isMeasuredByClient = isVirtual(labels) && !isVirtualClient(labels);
  if ((part === 'client') === isMeasuredByClient)
    sum.buckets.push({ upperBound: le === '+Inf' ? Infinity : Number(le), count: value });
}

const isVirtual = (labels: Series['labels']) => labels['connection_type'] === 'virtual_node';
const isVirtualClient = (labels: Series['labels']) =>
  isVirtual(labels) && (labels['virtual_node'] === 'client' || labels['client'] === UNKNOWN_CLIENT);

interface EndKinds {
  readonly client: NodeKind;
  readonly server: NodeKind;
  /** Names of the ends that send spans. */
  readonly services: readonly string[];
}

function endsOf(labels: Series['labels']): EndKinds {
  const { client = '', server = '', connection_type: connection } = labels;
  if (connection === 'database') return { client: 'service', server: 'database', services: [client] };
  if (isVirtualClient(labels)) return { client: 'external', server: 'service', services: [server] };
  if (isVirtual(labels)) return { client: 'service', server: 'external', services: [client] };
  return { client: 'service', server: 'service', services: [client, server] };
}

/** Names of both ends, and their kinds. A database often has the name of the service that owns it; an external that is a service is one. */
function named(labels: Series['labels'], services: ReadonlySet<string>, kinds: Map<string, NodeKind>): Ends {
  const ends = endsOf(labels);
  const node = (name: string, kind: NodeKind) => {
    const isService = services.has(name);
    const unique = kind === 'database' && isService ? `${name} (database)` : name;
    kinds.set(unique, kind === 'external' && isService ? 'service' : kind);
    return unique;
  };
  return { from: node(labels['client'] ?? '', ends.client), to: node(labels['server'] ?? '', ends.server) };
}
