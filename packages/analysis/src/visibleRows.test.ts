import fc from 'fast-check';
import { anyTrace, traceOf } from './testing/traceOf.ts';
import { subtreeErrors } from './traceOverview.ts';
import { NO_PARENT, type Trace } from '@watchingcat/model';
import {
  collapsedRows,
  NOTHING_COLLAPSED,
  positionOf,
  revealRow,
  toggleRow,
  visibleRows,
  type Collapsed,
} from './visibleRows.ts';

const trace = traceOf(
  { id: 'root' },
  { id: 'a', parent: 'root', start: 1 },
  { id: 'a1', parent: 'a', start: 2, error: true },
  { id: 'b', parent: 'root', start: 3, error: true },
  { id: 'b1', parent: 'b', start: 4 },
);
const closedRows = (of: Trace, collapsed: Collapsed) => collapsedRows(of, collapsed, subtreeErrors(of));
const shown = (collapsed: Collapsed) =>
  Array.from(visibleRows(trace, closedRows(trace, collapsed)), (row) => trace.spanIds[row]);

it('shows all rows when nothing is collapsed', () =>
  expect(shown(NOTHING_COLLAPSED)).toEqual(['root', 'a', 'a1', 'b', 'b1']));
it('shows the roots when all is collapsed', () => expect(shown({ rule: 'all', except: new Set() })).toEqual(['root']));
it('closes from a depth on', () => expect(shown({ rule: 1, except: new Set() })).toEqual(['root', 'a', 'b']));
it('opens just what leads to errors', () =>
  expect(shown({ rule: 'errors', except: new Set() })).toEqual(['root', 'a', 'a1', 'b']));
it('turns the rule round for exceptions', () =>
  expect(shown({ rule: 'all', except: new Set([0]) })).toEqual(['root', 'a', 'b']));

it('toggles a row there and back', () => {
  const closed = toggleRow(NOTHING_COLLAPSED, 1);
  expect(shown(closed)).toEqual(['root', 'a', 'b', 'b1']);
  expect(toggleRow(closed, 1)).toEqual(NOTHING_COLLAPSED);
});

const anyCollapsed = fc.record({
  rule: fc.oneof(fc.constantFrom('none' as const, 'all' as const, 'errors' as const), fc.integer({ min: 0, max: 4 })),
  except: fc.uniqueArray(fc.integer({ min: 0, max: 24 })).map((rows) => new Set(rows)),
});

it('shows exactly the rows without a closed ancestor', () =>
  fc.assert(
    fc.property(anyTrace, anyCollapsed, (any, collapsed) => {
      const closed = closedRows(any, collapsed);
      const expected = Array.from({ length: any.size }, (_, row) => row).filter((row) => {
        for (let above = any.parent[row]; above !== NO_PARENT; above = any.parent[above])
          if (closed[above]) return false;
        return true;
      });
      expect([...visibleRows(any, closed)]).toEqual(expected);
    }),
  ));

it('reveals any row', () =>
  fc.assert(
    fc.property(anyTrace, anyCollapsed, fc.nat(), (any, collapsed, pick) => {
      const row = pick % any.size;
      const revealed = revealRow(any, collapsed, closedRows(any, collapsed), row);
      expect(visibleRows(any, closedRows(any, revealed))).toContain(row);
    }),
  ));

it('finds the position of a row, or of the one before', () => {
  const rows = Uint32Array.of(2, 5, 9);
  expect([1, 2, 4, 5, 9, 50].map((row) => positionOf(rows, row))).toEqual([-1, 0, 0, 1, 2, 2]);
});
