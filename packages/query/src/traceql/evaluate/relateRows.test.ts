import { NO_PARENT } from '@watchingcat/model';
import fc from 'fast-check';
import type { Relation, RelateSpans } from '../plan.ts';
import { anySpans } from '../testing/spans.ts';
import { relateRows, union, type Rows } from './relateRows.ts';
import { searchableTrace } from './searchableTrace.ts';

const RELATIONS: readonly Relation[] = ['child', 'descendant', 'parent', 'ancestor', 'sibling'];
const MODES: readonly RelateSpans['mode'][] = ['is', 'isNot', 'both'];

/** Whether `row` stands in the relation to `other`, told from the parents alone. */
function stands(parent: Int32Array, relation: Relation, row: number, other: number): boolean {
  const isAbove = (above: number, below: number) => {
    for (let at = parent[below]; at !== NO_PARENT; at = parent[at]) if (at === above) return true;
    return false;
  };
  switch (relation) {
    case 'child':
      return parent[row] === other;
    case 'parent':
      return parent[other] === row;
    case 'descendant':
      return isAbove(other, row);
    case 'ancestor':
      return isAbove(row, other);
    case 'sibling':
      return row !== other && parent[row] !== NO_PARENT && parent[row] === parent[other];
  }
}

function bruteForce(
  parent: Int32Array,
  relation: Relation,
  mode: RelateSpans['mode'],
  left: Rows,
  right: Rows,
): number[] {
  const ofRight = [...right].filter(
    (row) => [...left].some((other) => stands(parent, relation, row, other)) !== (mode === 'isNot'),
  );
  const ofLeft = [...left].filter((other) => [...right].some((row) => stands(parent, relation, row, other)));
  return mode === 'both' ? [...new Set([...ofRight, ...ofLeft])].sort((a, b) => a - b) : ofRight;
}

it('answers as comparing each pair of spans does', () => {
  const rowsOf = (size: number, picks: readonly boolean[]) =>
    Uint32Array.from(Array.from({ length: size }, (_, row) => row).filter((row) => picks[row % picks.length]));
  const picks = fc.array(fc.boolean(), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(
      anySpans,
      picks,
      picks,
      fc.constantFrom(...RELATIONS),
      fc.constantFrom(...MODES),
      (spans, a, b, relation, mode) => {
        const trace = searchableTrace(spans);
        const [left, right] = [rowsOf(trace.size, a), rowsOf(trace.size, b)];
        const expected = bruteForce(trace.parent, relation, mode, left, right);
        expect([...relateRows(trace, { relation, mode }, left, right)]).toEqual(expected);
      },
    ),
    { numRuns: 1_000 },
  );
});

it('unites sets of rows, in order and each row once', () => {
  expect([...union([Uint32Array.of(1, 5), Uint32Array.of(0, 5, 9)])]).toEqual([0, 1, 5, 9]);
});

it('needs no time in the square of the spans, nor recursion: 200,000 children of each other, and of one', () => {
  const size = 200_000;
  const chain = {
    parent: Int32Array.from({ length: size }, (_, row) => row - 1),
    subtreeSize: Uint32Array.from({ length: size }, (_, row) => size - row),
  };
  const flat = {
    parent: Int32Array.from({ length: size }, (_, row) => (row === 0 ? NO_PARENT : 0)),
    subtreeSize: Uint32Array.from({ length: size }, (_, row) => (row === 0 ? size : 1)),
  };
  const all = Uint32Array.from({ length: size }, (_, row) => row);
  for (const relation of RELATIONS) {
    expect(relateRows(chain, { relation, mode: 'both' }, all, all).length).toBe(relation === 'sibling' ? 0 : size);
    expect(relateRows(flat, { relation, mode: 'is' }, all, all).length).toBe(
      relation === 'parent' || relation === 'ancestor' ? 1 : size - 1,
    );
  }
});
