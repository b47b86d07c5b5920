// The service map as the two frames of Grafana's node graph panel (https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/node-graph/#data-api):
// a ring shows the share of calls that failed.
import { createDataFrame, FieldType, type DataFrame } from '@grafana/data';
import type { ServiceEdge, ServiceGraph, ServiceNode } from '@watchingcat/model';
import { coverageNotices } from '../coverageNotices';

const META = { preferredVisualisationType: 'nodeGraph' } as const;

/** @param seconds of the range, for rates */
export function serviceGraphFrames(
  refId: string,
  { nodes, edges, coverage }: ServiceGraph,
  seconds: number,
): DataFrame[] {
  const notices = coverageNotices(coverage, 'edges');
  const rate = (calls: number) => calls / seconds;
  const called = nodes.map((node) => totals(node, edges));
  const nodeFrame = createDataFrame({
    refId,
    name: 'nodes',
    meta: { ...META, notices },
    fields: [
      { name: 'id', type: FieldType.string, values: nodes.map(({ name }) => name), config: {} },
      { name: 'title', type: FieldType.string, values: nodes.map(({ name }) => name), config: {} },
      { name: 'subtitle', type: FieldType.string, values: nodes.map(({ kind }) => kind), config: {} },
      {
        name: 'mainstat',
        type: FieldType.number,
        values: called.map(({ p95Ms }) => p95Ms ?? null),
        config: { unit: 'ms', displayName: 'p95' },
      },
      {
        name: 'secondarystat',
        type: FieldType.number,
        values: called.map(({ calls }) => rate(calls)),
        config: { unit: 'reqps', displayName: 'Calls' },
      },
      {
        name: 'arc__ok',
        type: FieldType.number,
        values: called.map(({ failed }) => 1 - failed),
        config: { color: { mode: 'fixed', fixedColor: 'green' } },
      },
      {
        name: 'arc__failed',
        type: FieldType.number,
        values: called.map(({ failed }) => failed),
        config: { color: { mode: 'fixed', fixedColor: 'red' } },
      },
    ],
  });
  const edgeFrame = createDataFrame({
    refId,
    name: 'edges',
    meta: META,
    fields: [
      {
        name: 'id',
        type: FieldType.string,
        values: edges.map(({ from, to }) => JSON.stringify([from, to])),
        config: {},
      },
      { name: 'source', type: FieldType.string, values: edges.map(({ from }) => from), config: {} },
      { name: 'target', type: FieldType.string, values: edges.map(({ to }) => to), config: {} },
      {
        name: 'mainstat',
        type: FieldType.number,
        values: edges.map(({ calls }) => rate(calls)),
        config: { unit: 'reqps', displayName: 'Calls' },
      },
      {
        name: 'secondarystat',
        type: FieldType.number,
        values: edges.map(({ p95Ms }) => p95Ms ?? null),
        config: { unit: 'ms', displayName: 'p95' },
      },
      {
        name: 'detail__origins',
        type: FieldType.string,
        values: edges.map(({ origins }) => origins.join(', ')),
        config: { displayName: 'Known from' },
      },
    ],
  });
  return [nodeFrame, edgeFrame];
}

/** Of all calls that reach the node; its slowest way in speaks for its p95. */
function totals({ name }: ServiceNode, edges: readonly ServiceEdge[]) {
  const incoming = edges.filter(({ to }) => to === name);
  const calls = incoming.reduce((sum, edge) => sum + edge.calls, 0);
  const errors = incoming.reduce((sum, edge) => sum + (edge.errors ?? 0), 0);
  const p95 = incoming.flatMap(({ p95Ms }) => (p95Ms === undefined ? [] : [p95Ms]));
  return {
    calls,
    failed: calls === 0 ? 0 : Math.min(1, errors / calls),
    p95Ms: p95.length === 0 ? undefined : Math.max(...p95),
  };
}
