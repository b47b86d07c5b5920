// The service map of three witnesses: service graph metrics, which count every call; Jaeger's dependencies, which count calls and know
// nothing else; and sampled traces, which know everything of a few. Each edge says who saw it, and takes its numbers from the best of them.
import { callEdges } from '@watchingcat/analysis';
import type { Coverage, EdgeOrigin, NodeKind, ServiceEdge, ServiceGraph, TimeRange } from '@watchingcat/model';
import { EDGE_ORIGINS, MAX_GRAPH_EDGES, TelemetryError } from '@watchingcat/model';
import { combined } from './coverages.ts';
import { sampleAllServices } from './sampledRed.ts';
import type { ServiceNames } from './serviceNames.ts';
import type { Names, Sources } from './sourcesOf.ts';
import type { Pause } from './withGrace.ts';
import { withGrace } from './withGrace.ts';

/** What one witness saw, its names as pages show them. */
interface Seen {
  readonly origin: EdgeOrigin;
  readonly kinds: ReadonlyMap<string, NodeKind>;
  readonly edges: readonly Omit<ServiceEdge, 'origins'>[];
  readonly coverage: Coverage;
}

export async function serviceGraph(
  sources: Sources,
  names: Names,
  pause: Pause,
  range: TimeRange,
  signal?: AbortSignal,
): Promise<ServiceGraph> {
  const { jaeger, prometheus } = sources;
  const spellings = (await names.of(jaeger === undefined ? ['Prometheus'] : ['Jaeger', 'Prometheus'], range, signal))
    .value;
  const [metrics, dependencies, traces] = await Promise.all([
    prometheus &&
      withGrace(
        'the service graph metrics in Prometheus',
        pause,
        (one) => ofMetrics(prometheus, spellings, range, one),
        signal,
      ),
    jaeger && withGrace('the dependencies in Jaeger', pause, (one) => ofDependencies(jaeger, range, one), signal),
    jaeger && withGrace('traces of Jaeger', pause, (one) => ofTraces(jaeger, range, one), signal),
  ]);
  const seen = [metrics?.value, dependencies?.value, traces?.value].filter((one) => one !== undefined);
  const failed = [metrics, dependencies, traces].flatMap((one) =>
    one && one.coverage.kind !== 'complete' ? [one.coverage] : [],
  );
  if (seen.length === 0 && failed.length > 0) {
    const reason = failed.map((one) => ('reason' in one ? one.reason : '')).join(' ');
    throw new TelemetryError('unreachable', `The service map could not be made. ${reason}`);
  }
  return mergeGraphs(seen, failed);
}

/** Numbers of an edge come from the best witness that has them; a sample's coverage only counts where no better one saw the edges. */
export function mergeGraphs(seen: readonly Seen[], failed: readonly Coverage[]): ServiceGraph {
  const byRank = [...seen].sort((a, b) => EDGE_ORIGINS.indexOf(a.origin) - EDGE_ORIGINS.indexOf(b.origin));
  const edges = new Map<string, ServiceEdge>();
  const kinds = new Map<string, NodeKind>();
  for (const { origin, edges: own, kinds: ownKinds } of byRank) {
    for (const edge of own) {
      const key = JSON.stringify([edge.from, edge.to]);
      const known = edges.get(key);
      edges.set(
        key,
        known === undefined ? { ...edge, origins: [origin] } : { ...known, origins: [...known.origins, origin] },
      );
      for (const name of [edge.from, edge.to]) if (!kinds.has(name)) kinds.set(name, ownKinds.get(name) ?? 'service');
    }
  }
  const sorted = [...edges.values()].sort((a, b) => b.calls - a.calls);
  const used = byRank.filter(({ origin }) => sorted.some(({ origins }) => origins[0] === origin));
  const cut: Coverage[] =
    sorted.length > MAX_GRAPH_EDGES ? [{ kind: 'capped', cap: 'MAX_GRAPH_EDGES', limit: MAX_GRAPH_EDGES }] : [];
  const kept = sorted.slice(0, MAX_GRAPH_EDGES);
  const named = new Set(kept.flatMap(({ from, to }) => [from, to]));
  return {
    nodes: [...kinds].filter(([name]) => named.has(name)).map(([name, kind]) => ({ name, kind })),
    edges: kept,
    coverage: combined([...used.map(({ coverage }) => coverage), ...failed, ...cut]),
  };
}

async function ofMetrics(
  prometheus: NonNullable<Sources['prometheus']>,
  names: ServiceNames,
  range: TimeRange,
  signal: AbortSignal,
): Promise<Seen | undefined> {
  const graph = await prometheus.edges(range, signal);
  if (graph === undefined) return undefined;
  const name = (spelling: string) => names.canonical('Prometheus', spelling);
  return {
    origin: 'metrics',
    kinds: new Map(graph.nodes.map((node) => [name(node.name), node.kind])),
    edges: graph.edges.map(({ origins: _, from, to, ...numbers }) => ({ from: name(from), to: name(to), ...numbers })),
    coverage: graph.coverage,
  };
}

async function ofDependencies(
  jaeger: NonNullable<Sources['jaeger']>,
  range: TimeRange,
  signal: AbortSignal,
): Promise<Seen> {
  const dependencies = await jaeger.dependencies(range, signal);
  return {
    origin: 'dependencies',
    kinds: new Map(),
    edges: dependencies.map(({ parent, child, calls }) => ({
      from: parent,
      to: child,
      calls,
      errors: undefined,
      p95Ms: undefined,
    })),
    coverage: { kind: 'complete' },
  };
}

async function ofTraces(jaeger: NonNullable<Sources['jaeger']>, range: TimeRange, signal: AbortSignal): Promise<Seen> {
  const why = 'Edges without a better witness come from sampled traces.';
  const { traces, coverage } = await sampleAllServices(jaeger, range, why, signal);
  const { nodes, edges } = callEdges(traces);
  return { origin: 'sampled-traces', kinds: new Map(nodes.map(({ name, kind }) => [name, kind])), edges, coverage };
}
