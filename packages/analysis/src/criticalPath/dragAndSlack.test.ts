import fc from 'fast-check';
import { anyTree } from '../testing/anyTree.ts';
import { slowModel, slowReplay, spansOf } from '../testing/slowReplay.ts';
import { traceFrom, traceOf } from '../testing/traceOf.ts';
import { criticalPath } from './criticalPath.ts';
import { dragAndSlack } from './dragAndSlack.ts';

const MS = 1e6;

/** root 0-100: a 10-60 beside b 20-40, then c 70-90. */
const trace = traceOf(
  { id: 'root', duration: 100 * MS },
  { id: 'a', parent: 'root', start: 10 * MS, duration: 50 * MS },
  { id: 'b', parent: 'root', start: 20 * MS, duration: 20 * MS },
  { id: 'c', parent: 'root', start: 70 * MS, duration: 20 * MS },
  { id: 'inC', parent: 'c', start: 75 * MS, duration: 10 * MS },
);
const inMs = (column: Float64Array) => Array.from(column, (ns) => ns / MS);

it('has as drag what a span could save until a sibling takes over', () =>
  // a: b ends at 40, so only 60 - 40. c has no sibling beside it; inC is below c.
  expect(inMs(dragAndSlack(criticalPath(trace)).dragNs)).toEqual([100, 20, 0, 20, 10]));

it('has as slack what a span could grow until the root does', () =>
  // b ends 20 before a. All others are on the path.
  expect(inMs(dragAndSlack(criticalPath(trace)).slackNs)).toEqual([0, 0, 20, 0, 0]));

it('limits the drag of a span by that of its parent', () => {
  const { dragNs } = dragAndSlack(
    criticalPath(
      traceOf(
        { id: 'root', duration: 100 * MS },
        { id: 'a', parent: 'root', duration: 100 * MS },
        { id: 'inA', parent: 'a', start: 10 * MS, duration: 80 * MS },
        { id: 'b', parent: 'root', duration: 95 * MS },
      ),
    ),
  );
  expect(inMs(dragNs)).toEqual([100, 5, 5, 0]);
});

it('limits the drag of a span by what its parent started meanwhile, because it was busy until then', () => {
  const { dragNs } = dragAndSlack(
    criticalPath(
      traceOf(
        { id: 'root', duration: 100 * MS },
        { id: 'a', parent: 'root', duration: 100 * MS },
        { id: 'z', parent: 'root', start: 60 * MS, duration: 10 * MS },
      ),
    ),
  );
  expect(inMs(dragNs)).toEqual([100, 30, 0]); // z ends at 70
});

it('limits the drag of a span by the slack of what ran across its end', () => {
  const { dragNs, slackNs } = dragAndSlack(
    criticalPath(
      traceOf(
        { id: 'root', duration: 100 * MS },
        { id: 'a', parent: 'root', duration: 40 * MS },
        { id: 'across', parent: 'root', duration: 90 * MS },
        { id: 'b', parent: 'root', start: 50 * MS, duration: 50 * MS },
      ),
    ),
  );
  // Without a, b would end at 60; but across still takes until 90.
  expect(inMs(slackNs)).toEqual([0, 0, 10, 0]);
  expect(inMs(dragNs)).toEqual([100, 10, 0, 10]);
});

it('adds the slack of a span to that of what runs below it', () => {
  const { slackNs } = dragAndSlack(
    criticalPath(
      traceOf(
        { id: 'root', duration: 100 * MS },
        { id: 'a', parent: 'root', duration: 100 * MS },
        { id: 'b', parent: 'root', duration: 60 * MS },
        { id: 'first', parent: 'b', start: 0, duration: 20 * MS },
        { id: 'second', parent: 'b', start: 0, duration: 50 * MS },
      ),
    ),
  );
  // buildTrace keeps the order of siblings that start together. first may grow by 30 until second ends, and by b's 40.
  expect(inMs(slackNs)).toEqual([0, 0, 40, 70, 40]);
});

it('is without limit for a span that nobody waits for', () => {
  const { dragNs, slackNs } = dragAndSlack(
    criticalPath(
      traceOf({ id: 'root', duration: 10 * MS }, { id: 'mail', parent: 'root', start: MS, duration: 20 * MS }),
    ),
  );
  expect(dragNs[1]).toBe(0);
  expect(slackNs[1]).toBe(Infinity);
});

it('sees the end of a span that was cut before what starts there, though something without duration ends there too', () => {
  const { slackNs } = dragAndSlack(
    criticalPath(
      traceOf(
        { id: 'root', duration: 60 },
        { id: 'a', parent: 'root', start: 12, duration: 11 },
        { id: 'mark', parent: 'root', start: 22, duration: 0 },
        { id: 'b', parent: 'root', start: 22, duration: 2 },
      ),
    ),
  );
  expect([...slackNs]).toEqual([0, 0, 2, 0]); // only the mark, which may end when b does
});

it('has as drag what playing the trace again without the span saves, for any tree', () =>
  fc.assert(
    fc.property(anyTree.map(traceFrom), (any) => {
      const path = criticalPath(any);
      const { dragNs } = dragAndSlack(path);
      const model = slowModel(any, path.root);
      for (const { row } of spansOf(model)) {
        expect(path.durationNs - slowReplay(model, { without: row })).toBe(dragNs[row]);
        expect(dragNs[row]).toBeLessThanOrEqual(path.inclusiveNs[row]);
      }
    }),
    { numRuns: 500 },
  ));

it('has as slack exactly what the span can grow, for any tree', () =>
  fc.assert(
    fc.property(anyTree.map(traceFrom), (any) => {
      const path = criticalPath(any);
      const { slackNs } = dragAndSlack(path);
      const model = slowModel(any, path.root);
      const waitedFor = spansOf(model).map(({ row }) => row);
      for (const row of waitedFor) {
        expect(slowReplay(model, { longer: [row, slackNs[row]] })).toBe(path.durationNs);
        expect(slowReplay(model, { longer: [row, slackNs[row] + 1] })).toBe(path.durationNs + 1);
      }
      const others = Array.from(slackNs).filter((_, row) => !waitedFor.includes(row));
      expect(others.every((ns) => ns === Infinity)).toBe(true);
    }),
    { numRuns: 500 },
  ));
