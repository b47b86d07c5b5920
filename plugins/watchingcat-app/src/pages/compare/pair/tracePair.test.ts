import { compareTraces } from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';
import { checkoutTrace } from '../testing/checkout';
import { allNodes, nodeState, nodeView, notableNodes } from './tracePair';

const pairOf = (a: Trace, b: Trace) => ({ a, b, comparison: compareTraces({ trace: a }, { trace: b }) });
const checkout = (chargeMs: number, isRepeated = false) =>
  checkoutTrace({ traceId: '0'.repeat(31) + '1', chargeMs, isRepeated });

it('keeps what was added or changed notably, with all above it', () => {
  const pair = pairOf(checkout(200), checkout(200, true));
  const kept = notableNodes(pair);
  expect(Array.from(kept, (node) => nodeView(pair, node).operation)).toEqual(['POST /checkout', 'charge']);
  expect(nodeState(nodeView(pair, kept[1]))).toBe('only in B');
  for (const node of kept) {
    const parent = pair.comparison.tree.parent[node];
    expect(parent === -1 || kept.includes(parent)).toBe(true);
  }
});

it('keeps nothing of a trace compared with itself', () =>
  expect(notableNodes(pairOf(checkout(200), checkout(200)))).toHaveLength(0));

it('names a missing call by the trace that has it', () => {
  const pair = pairOf(checkout(200, true), checkout(200));
  const missing = [...allNodes(pair)].map((node) => nodeView(pair, node)).find((view) => view.rowB === undefined);
  expect(missing).toMatchObject({ service: 'payment', operation: 'charge' });
  expect(nodeState(missing!)).toBe('only in A');
});
