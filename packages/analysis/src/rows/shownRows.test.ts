import fc from 'fast-check';
import { NO_PARENT, type Trace } from '@watchingcat/model';
import { anyTrace, traceFrom, traceOf } from '../testing/traceOf.ts';
import { subtreeErrors } from '../traceOverview.ts';
import {
  collapsedRows,
  FOLD,
  hiddenInParts,
  NOTHING_COLLAPSED,
  revealRow,
  toggleRow,
  toggleRun,
  type Collapsed,
} from './collapsed.ts';
import { siblingRuns } from './runs.ts';
import { lineAt, positionOf, shownRows, withAncestors, type ShownRows } from './shownRows.ts';

const trace = traceOf(
  { id: 'root' },
  { id: 'a', parent: 'root', start: 1 },
  { id: 'a1', parent: 'a', start: 2, error: true },
  { id: 'b', parent: 'root', start: 3, error: true },
  { id: 'b1', parent: 'b', start: 4 },
);
const closedRows = (of: Trace, collapsed: Collapsed) => collapsedRows(of, collapsed, subtreeErrors(of));
const linesOf = (of: Trace, collapsed: Collapsed) =>
  shownRows(of, closedRows(of, collapsed), {
    runs: collapsed.foldRuns ? siblingRuns(of) : undefined,
    openRuns: collapsed.openRuns,
  });
const names = (of: Trace, shown: ShownRows) =>
  Array.from(shown.row, (row, i) => `${shown.isFold[i] ? 'run of ' : ''}${of.spanIds[row]}`);
const shown = (change: Partial<Collapsed>, of = trace) => names(of, linesOf(of, { ...NOTHING_COLLAPSED, ...change }));

it('shows all rows when nothing is collapsed', () => expect(shown({})).toEqual(['root', 'a', 'a1', 'b', 'b1']));
it('shows the roots when all is collapsed', () => expect(shown({ rule: 'all' })).toEqual(['root']));
it('closes from a depth on', () => expect(shown({ rule: 1 })).toEqual(['root', 'a', 'b']));
it('opens just what leads to errors', () => expect(shown({ rule: 'errors' })).toEqual(['root', 'a', 'a1', 'b']));
it('turns the rule round for exceptions', () =>
  expect(shown({ rule: 'all', except: new Set([0]) })).toEqual(['root', 'a', 'b']));

it('toggles a row there and back', () => {
  const closed = toggleRow(NOTHING_COLLAPSED, 1);
  expect(shown(closed)).toEqual(['root', 'a', 'b', 'b1']);
  expect(toggleRow(closed, 1)).toEqual(NOTHING_COLLAPSED);
});

describe('folded by service', () => {
  const parts = traceOf(
    { id: 'web', service: 'web' },
    { id: 'web.render', parent: 'web', service: 'web', start: 1 },
    { id: 'web.call', parent: 'web.render', service: 'web', start: 2, error: true },
    { id: 'cart', parent: 'web.call', service: 'cart', start: 3 },
    { id: 'cart.get', parent: 'cart', service: 'cart', start: 4 },
    { id: 'db', parent: 'cart.get', service: 'db', start: 5 },
  );
  it('shows where each service was entered, and nothing that it does by itself', () =>
    expect(shown({ rule: 'services' }, parts)).toEqual(['web', 'cart', 'db']));
  it('opens one part', () =>
    expect(shown({ rule: 'services', except: new Set([0]) }, parts)).toEqual([
      'web',
      'web.render',
      'web.call',
      'cart',
      'db',
    ]));
  it('says how much is hidden in a part', () => {
    const closed = closedRows(parts, { ...NOTHING_COLLAPSED, rule: 'services' });
    const hidden = hiddenInParts(parts, closed);
    expect([hidden.spans[0], hidden.errors[0], hidden.spans[3], hidden.spans[5]]).toEqual([2, 1, 1, 0]);
  });
});

describe('runs of alike siblings', () => {
  const repeated = traceFrom([
    { id: 'root' },
    ...Array.from({ length: 4 }, (_, i) => [
      { id: `m${i}`, parent: 'root', operation: 'm', start: i + 1 },
      { id: `n${i}`, parent: `m${i}`, operation: 'n', start: i + 1 },
    ]).flat(),
    { id: 'z', parent: 'root', start: 9 },
  ]);
  it('are one line', () => expect(shown({ foldRuns: true }, repeated)).toEqual(['root', 'run of m0', 'z']));
  it('open below their line, one level deeper', () => {
    const lines = linesOf(repeated, toggleRun({ ...NOTHING_COLLAPSED, foldRuns: true }, 1));
    expect(names(repeated, lines)).toEqual(['root', 'run of m0', 'm0', 'n0', 'm1', 'n1', 'm2', 'n2', 'm3', 'n3', 'z']);
    expect([...lines.level]).toEqual([0, 1, 2, 3, 2, 3, 2, 3, 2, 3, 1]);
  });
  it('have a line of their own beside their first span', () => {
    const open = linesOf(repeated, toggleRun({ ...NOTHING_COLLAPSED, foldRuns: true }, 1));
    expect([positionOf(open, ~1), positionOf(open, 1)]).toEqual([1, 2]);
    const folded = linesOf(repeated, { ...NOTHING_COLLAPSED, foldRuns: true });
    expect([~1, 1, 6].map((line) => positionOf(folded, line))).toEqual([1, 1, 1]);
  });
});

it('keeps matches and their ancestors', () => {
  const keep = withAncestors(trace, Uint32Array.of(2));
  expect(names(trace, shownRows(trace, new Uint8Array(trace.size), { keep }))).toEqual(['root', 'a', 'a1']);
});

const anyCollapsed = fc.record({
  rule: fc.oneof(
    fc.constantFrom('none' as const, 'all' as const, 'errors' as const, 'services' as const),
    fc.integer({ min: 0, max: 4 }),
  ),
  except: fc.uniqueArray(fc.integer({ min: 0, max: 24 })).map((rows) => new Set(rows)),
  foldRuns: fc.boolean(),
  openRuns: fc.uniqueArray(fc.integer({ min: 0, max: 24 })).map((rows) => new Set(rows)),
});
/** One operation for all, so that there are runs. */
const anyAlike = fc
  .tuple(anyTrace, fc.boolean())
  .map(([any, alike]): Trace =>
    alike ? { ...any, operation: new Uint32Array(any.size), service: new Uint32Array(any.size) } : any,
  );

it('shows exactly the rows that nothing hides', () =>
  fc.assert(
    fc.property(anyAlike, anyCollapsed, (any, collapsed) => {
      const closed = closedRows(any, collapsed);
      const runs = siblingRuns(any);
      const isInClosedRun = (row: number) =>
        collapsed.foldRuns && runs.runOf[row] !== -1 && !collapsed.openRuns.has(runs.first[runs.runOf[row]]);
      const expected = Array.from({ length: any.size }, (_, row) => row).filter((row) => {
        if (closed[row] === FOLD.inPart || isInClosedRun(row)) return false;
        for (let above = any.parent[row]; above !== NO_PARENT; above = any.parent[above])
          if (closed[above] === FOLD.subtree || isInClosedRun(above)) return false;
        return true;
      });
      const lines = linesOf(any, collapsed);
      expect([...lines.row].filter((_, i) => !lines.isFold[i])).toEqual(expected);
      for (let i = 0; i < lines.size; i++) expect(positionOf(lines, lineAt(lines, i))).toBe(i);
    }),
  ));

it('reveals any row', () =>
  fc.assert(
    fc.property(anyAlike, anyCollapsed, fc.nat(), (any, collapsed, pick) => {
      const row = pick % any.size;
      const runs = collapsed.foldRuns ? siblingRuns(any) : undefined;
      const revealed = revealRow(any, collapsed, closedRows(any, collapsed), row, runs);
      const lines = linesOf(any, revealed);
      expect(lineAt(lines, positionOf(lines, row))).toBe(row);
      if (lineAt(linesOf(any, collapsed), positionOf(linesOf(any, collapsed), row)) === row)
        expect(revealed).toBe(collapsed);
    }),
  ));

it('finds the position of a row, or of the one before', () => {
  const rows = { size: 3, row: Uint32Array.of(2, 5, 9), isFold: new Uint8Array(3), level: new Uint32Array(3) };
  expect([1, 2, 4, 5, 9, 50].map((row) => positionOf(rows, row))).toEqual([-1, 0, 0, 1, 2, 2]);
});
