import type { EdgeOrigin } from '@watchingcat/model';
import { mergeGraphs } from './graph.ts';

const edge = (from: string, to: string, calls: number, p95Ms?: number) => ({
  from,
  to,
  calls,
  errors: p95Ms === undefined ? undefined : 0,
  p95Ms,
});
const seen = (origin: EdgeOrigin, ...edges: ReturnType<typeof edge>[]) => ({
  origin,
  edges,
  kinds: new Map(),
  coverage: origin === 'sampled-traces' ? ({ kind: 'sampled', seen: 3 } as const) : ({ kind: 'complete' } as const),
});

describe('mergeGraphs', () => {
  it('takes the numbers of an edge from its best witness, and names all of them', () => {
    const { edges, coverage } = mergeGraphs(
      [
        seen('sampled-traces', edge('a', 'b', 3, 9)),
        seen('dependencies', edge('a', 'b', 90)),
        seen('metrics', edge('a', 'b', 100, 7)),
      ],
      [],
    );
    expect(edges).toEqual([{ ...edge('a', 'b', 100, 7), origins: ['metrics', 'dependencies', 'sampled-traces'] }]);
    expect(coverage).toEqual({ kind: 'complete' });
  });

  it('keeps an edge that only one of them saw, and says when that was a sample', () => {
    const { nodes, edges, coverage } = mergeGraphs(
      [seen('metrics', edge('a', 'b', 100, 7)), seen('sampled-traces', edge('b', 'orders', 3, 9))],
      [],
    );
    expect(edges.map(({ origins }) => origins)).toEqual([['metrics'], ['sampled-traces']]);
    expect(nodes.map(({ name }) => name)).toEqual(['a', 'b', 'orders']);
    expect(coverage).toMatchObject({ kind: 'sampled' });
  });

  it('says which witness is missing', () => {
    const { coverage } = mergeGraphs(
      [seen('metrics', edge('a', 'b', 1, 1))],
      [{ kind: 'partial', reason: 'Without Jaeger.' }],
    );
    expect(coverage).toEqual({ kind: 'partial', reason: 'Without Jaeger.' });
  });
});
