import fc from 'fast-check';
import { barOf, indentStep, MIN_BAR_PX, placeLabel } from './barLayout';
import {
  MAX_SCROLL_PX,
  offsetAt,
  offsetToReveal,
  positionAt,
  rowsInView,
  scrollHeight,
  scrollTopAt,
} from './rowScroll';
import { tickLabel, timeTicks } from './ticks';
import { clampWindow, decodeZoom, encodeZoom, fullWindow, nsAt, panBy, widthNs, xOf, zoomAt } from './timeWindow';

const scrolls = fc.record({
  rows: fc.integer({ min: 0, max: 2_000_000 }),
  rowHeight: fc.constantFrom(20, 24, 28),
  viewHeight: fc.integer({ min: 1, max: 2_000 }),
});
const part = fc.double({ min: 0, max: 1, noNaN: true });
const windows = fc
  .record({ durationNs: fc.integer({ min: 0, max: 1e13 }), a: part, b: part })
  .map(({ durationNs, a, b }) => {
    const full = fullWindow(durationNs);
    return { full, window: clampWindow({ fromNs: a * full.toNs, toNs: b * full.toNs }, full) };
  });

describe('rows', () => {
  it('in view are exactly those that overlap the view', () =>
    fc.assert(
      fc.property(scrolls, part, (scroll, at) => {
        const offset = offsetAt(scroll, at * scrollHeight(scroll));
        const { first, last } = rowsInView(scroll, offset);
        const overlaps = (row: number) =>
          row >= 0 &&
          row < scroll.rows &&
          (row + 1) * scroll.rowHeight > offset &&
          row * scroll.rowHeight < offset + scroll.viewHeight;
        for (const row of [first, last - 1]) if (last > first) expect(overlaps(row)).toBe(true);
        for (const row of [first - 1, last]) expect(overlaps(row)).toBe(false);
      }),
    ));

  it('are found again under the place where they are drawn', () =>
    fc.assert(
      fc.property(scrolls, part, part, part, (scroll, at, pick, within) => {
        const offset = offsetAt(scroll, at * scrollHeight(scroll));
        const { first, last } = rowsInView(scroll, offset);
        fc.pre(last > first);
        const position = first + Math.floor(pick * (last - first - 1));
        const y = position * scroll.rowHeight - offset + within * (scroll.rowHeight - 0.01);
        expect(positionAt(scroll, offset, y)).toBe(position);
      }),
    ));

  it('are in view after they were revealed', () =>
    fc.assert(
      fc.property(scrolls, part, part, (scroll, at, pick) => {
        fc.pre(scroll.rows > 0 && scroll.viewHeight >= scroll.rowHeight);
        const position = Math.floor(pick * (scroll.rows - 1));
        const offset = offsetToReveal(scroll, offsetAt(scroll, at * scrollHeight(scroll)), position, {
          above: 7,
          below: 2,
        });
        expect(position * scroll.rowHeight).toBeGreaterThanOrEqual(offset);
        expect((position + 1) * scroll.rowHeight).toBeLessThanOrEqual(offset + scroll.viewHeight);
      }),
    ));

  it('all can be reached however many there are, through an element that browsers can lay out', () => {
    const scroll = { rows: 1_000_000, rowHeight: 24, viewHeight: 600 };
    expect(scrollHeight(scroll)).toBe(MAX_SCROLL_PX);
    expect(rowsInView(scroll, offsetAt(scroll, MAX_SCROLL_PX - 600)).last).toBe(1_000_000);
    expect(scrollTopAt(scroll, offsetAt(scroll, 7_654_321))).toBeCloseTo(7_654_321);
  });
});

describe('time window', () => {
  it('places a moment and finds it again', () =>
    fc.assert(
      fc.property(windows, part, fc.integer({ min: 1, max: 4_000 }), ({ window }, at, width) => {
        const ns = window.fromNs + at * widthNs(window);
        expect(Math.abs(nsAt(xOf(ns, window, width), window, width) - ns)).toBeLessThanOrEqual(
          widthNs(window) * 1e-9 + ns * 1e-12,
        );
      }),
    ));

  it('stays inside of the trace, however it is zoomed and moved', () =>
    fc.assert(
      fc.property(
        windows,
        part,
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        ({ full, window }, at, factor, by) => {
          const zoomed = zoomAt(window, full, factor, nsAt(at, window, 1));
          const moved = panBy(zoomed, full, by * full.toNs);
          for (const { fromNs, toNs } of [zoomed, moved]) {
            expect(fromNs).toBeGreaterThanOrEqual(0);
            expect(toNs).toBeLessThanOrEqual(full.toNs * (1 + 1e-12));
            expect(toNs).toBeGreaterThan(fromNs);
          }
        },
      ),
    ));

  it('zooms around the pointer', () => {
    const zoomed = zoomAt({ fromNs: 0, toNs: 1_000 }, { fromNs: 0, toNs: 1_000 }, 0.5, 250);
    expect(zoomed).toEqual({ fromNs: 125, toNs: 625 });
  });

  it('takes its ends in either order', () =>
    expect(clampWindow({ fromNs: 80, toNs: 20 }, { fromNs: 0, toNs: 100 })).toEqual({ fromNs: 20, toNs: 80 }));

  it('survives a URL', () =>
    expect(decodeZoom(encodeZoom({ fromNs: 12, toNs: 9e15 }))).toEqual({ fromNs: 12, toNs: 9e15 }));
  it.each(['', '5', '9-3', 'a-b', '-1-5', '1e3-2e3'])('refuses %j', (text) => expect(decodeZoom(text)).toBeUndefined());
});

describe('ticks', () => {
  it('are round hours and days where it takes that long', () => {
    const labels = (toNs: number, max: number) => timeTicks({ fromNs: 0, toNs }, max).map((tick) => tick.label);
    expect(labels(365 * 86_400e9, 4)).toEqual(['0', '100 d', '200 d', '300 d']);
    expect(labels(8 * 3_600e9, 4)).toEqual(['0', '2 h', '4 h', '6 h', '8 h']);
    expect(labels(3_600e9, 4)).toEqual(['0', '1200 s', '2400 s', '3600 s']);
  });

  it('are round and carry the digits that tell them apart', () => {
    expect(timeTicks({ fromNs: 0, toNs: 1e9 }, 5).map((tick) => tick.label)).toEqual([
      '0',
      '200 ms',
      '400 ms',
      '600 ms',
      '800 ms',
      '1.0 s',
    ]);
    expect(timeTicks({ fromNs: 1e9, toNs: 1e9 + 4_000 }, 4).map((tick) => tick.label)).toEqual([
      '1.000000 s',
      '1.000001 s',
      '1.000002 s',
      '1.000003 s',
      '1.000004 s',
    ]);
    expect(tickLabel(1_500, 500)).toBe('1.5 µs');
  });

  it('differ from each other, lie inside and are no more than asked for', () =>
    fc.assert(
      fc.property(windows, fc.integer({ min: 1, max: 12 }), ({ window }, max) => {
        const ticks = timeTicks(window, max);
        expect(ticks.length).toBeLessThanOrEqual(max + 1);
        expect(new Set(ticks.map((tick) => tick.label)).size).toBe(ticks.length);
        for (const { ns } of ticks) {
          expect(ns).toBeGreaterThanOrEqual(window.fromNs * (1 - 1e-12));
          expect(ns).toBeLessThanOrEqual(window.toNs * (1 + 1e-12));
        }
      }),
    ));
});

describe('bar', () => {
  const edge = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  it('is inside of the timeline and never too thin to be seen', () =>
    fc.assert(
      fc.property(
        edge,
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.integer({ min: 10, max: 4_000 }),
        (x0, length, width) => {
          const bar = barOf(x0, x0 + length, width);
          if (bar === undefined) expect(x0 > width || x0 + length < 0).toBe(true);
          else {
            expect(bar.width).toBeGreaterThanOrEqual(MIN_BAR_PX);
            expect(bar.x).toBeGreaterThanOrEqual(0);
            expect(bar.x + bar.width).toBeLessThanOrEqual(width + MIN_BAR_PX);
          }
        },
      ),
    ));

  it.each([
    ['after it', { x: 10, width: 20 }, { x: 36, align: 'left', inside: false }],
    ['before it', { x: 80, width: 20 }, { x: 74, align: 'right', inside: false }],
    ['inside', { x: 0, width: 100 }, { x: 94, align: 'right', inside: true }],
  ] as const)('has its label %s where there is room', (_, bar, place) =>
    expect(placeLabel(bar, 40, 100)).toEqual(place),
  );
});

it('leaves half of the name column to the name of the deepest row', () => {
  expect(indentStep(300, 4)).toBe(14);
  expect(indentStep(300, 1_000) * 1_000).toBe(150);
});
