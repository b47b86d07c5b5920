import { shownRows } from '@watchingcat/analysis';
import { buildTrace } from '@watchingcat/model';
import { MAX_STICKY_ROWS, stickyRows } from './stickyRows';

/** @param parents by row, in display order */
function linesOf(parents: readonly number[]) {
  const ids = parents.map((_, row) => String(row).padStart(4, '0'));
  const trace = buildTrace({
    traceId: 't',
    spanIds: ids,
    parentSpanIds: parents.map((parent) => ids[parent] ?? ''),
    start: ids.map((_, row) => BigInt(row)),
    durationNs: ids.map(() => 1),
    service: ids,
    operation: ids,
    kind: ids.map(() => 0),
    status: ids.map(() => 0),
    hasLinks: ids.map(() => 0),
    events: { row: [], time: [], name: [] },
  });
  const lines = shownRows(trace, new Uint8Array(trace.size));
  return (first: number) => stickyRows(trace.parent, lines, first);
}

it('are the ancestors of the first row below them', () => {
  //                0   1  2  3  4  5  6  7
  const at = linesOf([-1, 0, 1, 1, 1, 1, 0, 0]);
  expect([0, 1, 2, 3, 5].map(at)).toEqual([[], [0, 1], [0, 1], [0, 1], [0]]);
});
it('end where another root begins', () => expect(linesOf([-1, 0, -1, -1])(2)).toEqual([]));
it(`are the ${MAX_STICKY_ROWS} deepest`, () => {
  const chain = Array.from({ length: 50 }, (_, row) => row - 1);
  expect(linesOf(chain)(20)).toEqual([20, 21, 22, 23, 24]); // of row 25, the first one below them
});
it('stay when the list ends', () => expect(linesOf([-1, 0, 1, 2])(3)).toEqual([0, 1, 2]));
