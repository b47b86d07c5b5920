// Who calls whom: the seam's part for the service map.
import type { Coverage } from './coverage.ts';

/** Cap that an answer names in its coverage when it was cut. */
export const MAX_GRAPH_EDGES = 10_000;

/** What stands at the end of a call. All but `service` send no spans themselves; they are known from their callers' attributes. */
export const NODE_KINDS = ['service', 'database', 'messaging', 'external'] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/**
 * Where an edge is known from, the most exact first:
 * - `spans`: every span of the range was paired.
 * - `metrics`: servicegraph metrics in Prometheus.
 * - `dependencies`: Jaeger's dependency list, which counts calls and knows no errors and no latency.
 * - `sampled-traces`: some traces of the range; its numbers are of those only.
 */
export const EDGE_ORIGINS = ['spans', 'metrics', 'dependencies', 'sampled-traces'] as const;
export type EdgeOrigin = (typeof EDGE_ORIGINS)[number];

export interface ServiceGraph {
  readonly nodes: readonly ServiceNode[];
  readonly edges: readonly ServiceEdge[];
  readonly coverage: Coverage;
}

export interface ServiceNode {
  /** Unique in the graph, and what edges name. */
  readonly name: string;
  readonly kind: NodeKind;
}

/** One caller and one callee. The numbers come from the first of `origins`; what it cannot tell is `undefined`. */
export interface ServiceEdge {
  readonly from: string;
  readonly to: string;
  readonly calls: number;
  readonly errors: number | undefined;
  /** As the callee measured it, or the caller where the callee sends no spans. */
  readonly p95Ms: number | undefined;
  /** Never empty. */
  readonly origins: readonly EdgeOrigin[];
}
