import type { AttributeValue } from '@watchingcat/model';
import { traceFrom } from '../testing/traceOf.ts';
import { attributeSummary } from './attributeSummary.ts';
import { compareTraces } from './compareTraces.ts';

const trace = traceFrom([
  { id: 'root', duration: 9 },
  { id: 'x', parent: 'root' },
  { id: 'y', parent: 'root', start: 1 },
]);

/** Rows of `attributes` stand for the three spans; `undefined` is a span whose attributes are not known. */
function summary(a: (Record<string, AttributeValue> | undefined)[], b: (Record<string, AttributeValue> | undefined)[]) {
  const side = (rows: typeof a) => ({
    trace,
    attributes: (row: number) => rows[row] && new Map(Object.entries(rows[row])),
  });
  const [before, after] = [side(a), side(b)];
  return attributeSummary(compareTraces(before, after).tree, before, after);
}

it('puts what changed alike in many places before what is different everywhere', () =>
  expect(
    summary(
      [0, 1, 2].map((thread) => ({ version: '1', thread, region: 'eu' })),
      [5, 6, 7].map((thread) => ({ version: '2', thread, region: 'eu' })),
    ),
  ).toEqual([
    { key: 'version', nodes: 3, before: '1', after: '2', alike: 3, firstNode: 0 },
    { key: 'thread', nodes: 3, before: 0, after: 5, alike: 1, firstNode: 0 },
  ]));

it('takes the most frequent change of a key', () =>
  expect(summary([{ v: 1 }, { v: 2 }, { v: 2 }], [{ v: 3 }, {}, {}])).toEqual([
    { key: 'v', nodes: 3, before: 2, after: undefined, alike: 2, firstNode: 1 },
  ]));

it('tells changes of values apart that read the same', () =>
  expect(summary([{ v: '1' }, { v: 1 }, undefined], [{ v: '2' }, { v: '2' }, { v: '2' }])[0]).toMatchObject({
    nodes: 2,
    alike: 1,
  }));

it('is empty when the attributes of one trace are not given', () => {
  const side = { trace, attributes: () => new Map([['v', 1]]) };
  expect(attributeSummary(compareTraces(side, { trace }).tree, side, { trace })).toEqual([]);
});
