import fc from 'fast-check';
import { brushedWindow, nearestPoint, rectangleOf, scatterScale, timeTicks, type ScatterPoint } from './scatterScale';

const BOX = { left: 60, top: 10, right: 760, bottom: 190 };
const RANGE = { fromMs: 1_000_000, toMs: 1_600_000 };

const point: fc.Arbitrary<ScatterPoint> = fc.record({
  startMs: fc.double({ min: RANGE.fromMs, max: RANGE.toMs, noNaN: true }),
  durationMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
});
const points = fc.array(point, { maxLength: 50 });

describe('scatterScale', () => {
  it('puts every trace of the range inside the box', () => {
    fc.assert(
      fc.property(points, (all) => {
        const scale = scatterScale(all, RANGE, BOX);
        for (const { startMs, durationMs } of all) {
          expect(scale.x(startMs)).toBeGreaterThanOrEqual(BOX.left);
          expect(scale.x(startMs)).toBeLessThanOrEqual(BOX.right);
          expect(scale.y(durationMs)).toBeGreaterThan(BOX.top);
          expect(scale.y(durationMs)).toBeLessThan(BOX.bottom);
        }
      }),
    );
  });

  it('finds time and duration of a position again', () => {
    const scale = scatterScale(
      [
        { startMs: 0, durationMs: 3 },
        { startMs: 0, durationMs: 4000 },
      ],
      RANGE,
      BOX,
    );
    expect(scale.timeAt(scale.x(1_234_567))).toBeCloseTo(1_234_567);
    expect(scale.durationAt(scale.y(250))).toBeCloseTo(250);
  });

  it('gives each tenfold duration the same height', () => {
    const scale = scatterScale(
      [
        { startMs: 0, durationMs: 1 },
        { startMs: 0, durationMs: 1000 },
      ],
      RANGE,
      BOX,
    );
    expect(scale.y(1) - scale.y(10)).toBeCloseTo(scale.y(100) - scale.y(1000));
  });

  it('labels round durations: 2 and 5 beside the powers of ten only where there is room', () => {
    expect(
      scatterScale(
        [
          { startMs: 0, durationMs: 10 },
          { startMs: 0, durationMs: 100 },
        ],
        RANGE,
        BOX,
      ).ticksMs,
    ).toEqual([10, 20, 50, 100]);
    expect(
      scatterScale(
        [
          { startMs: 0, durationMs: 1 },
          { startMs: 0, durationMs: 10_000 },
        ],
        RANGE,
        BOX,
      ).ticksMs,
    ).toEqual([1, 10, 100, 1000, 10_000]);
  });

  it('is at least a decade high, so that equal durations do not look different', () => {
    const scale = scatterScale(
      [
        { startMs: 0, durationMs: 100 },
        { startMs: 0, durationMs: 101 },
      ],
      RANGE,
      BOX,
    );
    expect(Math.abs(scale.y(100) - scale.y(101))).toBeLessThan(1);
  });
});

describe('nearestPoint', () => {
  it('agrees with looking at every distance', () => {
    const position = fc.record({ x: fc.integer({ min: 0, max: 800 }), y: fc.integer({ min: 0, max: 200 }) });
    fc.assert(
      fc.property(points, position, (all, { x, y }) => {
        const scale = scatterScale(all, RANGE, BOX);
        const distances = all.map((one) => Math.hypot(scale.x(one.startMs) - x, scale.y(one.durationMs) - y));
        const least = Math.min(...distances);
        const found = nearestPoint(all, scale, x, y, 10);
        if (found === -1) expect(least).toBeGreaterThan(10 - 1e-9);
        else expect(distances[found]).toBeCloseTo(least);
      }),
    );
  });

  it('takes the one on top of two at the same place', () => {
    const same = { startMs: 1_300_000, durationMs: 50 };
    const scale = scatterScale([same, same], RANGE, BOX);
    expect(nearestPoint([same, same], scale, scale.x(same.startMs), scale.y(50), 10)).toBe(1);
  });
});

describe('brushedWindow', () => {
  it('selects the same from each corner, and holds what was under it', () => {
    fc.assert(
      fc.property(point, (one) => {
        const scale = scatterScale([one], RANGE, BOX);
        const a = { x: scale.x(one.startMs) - 5, y: scale.y(one.durationMs) - 5 };
        const b = { x: scale.x(one.startMs) + 5, y: scale.y(one.durationMs) + 5 };
        const window = brushedWindow(scale, a, b);
        expect(brushedWindow(scale, b, a)).toEqual(window);
        expect(window.fromMs).toBeLessThanOrEqual(one.startMs);
        expect(window.toMs).toBeGreaterThanOrEqual(one.startMs);
        expect(window.minDurationMs).toBeLessThanOrEqual(Math.max(one.durationMs, 1e-3));
        expect(window.maxDurationMs).toBeGreaterThanOrEqual(one.durationMs);
      }),
    );
  });

  it('ends at the edge of the box when the pointer leaves it', () => {
    const scale = scatterScale([{ startMs: 1_300_000, durationMs: 50 }], RANGE, BOX);
    const window = brushedWindow(scale, { x: -100, y: -100 }, { x: 5000, y: 5000 });
    expect(window.fromMs).toBe(RANGE.fromMs);
    expect(window.toMs).toBe(RANGE.toMs);
  });
});

it('draws a selection where it was brushed', () => {
  const scale = scatterScale([{ startMs: 1_300_000, durationMs: 50 }], RANGE, BOX);
  const { a, b } = rectangleOf(scale, brushedWindow(scale, { x: 100, y: 150 }, { x: 300, y: 40 }), BOX);
  expect([a.x, a.y, b.x, b.y].map(Math.round)).toEqual([100, 40, 300, 150]);
});

it('cuts a selection that lies outside to the box', () => {
  const scale = scatterScale([{ startMs: 1_300_000, durationMs: 50 }], RANGE, BOX);
  const outside = { fromMs: 0, toMs: 9e9, minDurationMs: 0, maxDurationMs: 1e9 };
  expect(rectangleOf(scale, outside, BOX)).toEqual({ a: { x: 60, y: 10 }, b: { x: 760, y: 190 } });
});

describe('timeTicks', () => {
  it('labels whole minutes of local time', () => {
    const halfHour = 30 * 60_000;
    const range = { fromMs: 10 * 60_000 + 1, toMs: 16 * 60_000 };
    expect(timeTicks(range, 6, halfHour)).toEqual([11, 12, 13, 14, 15, 16].map((minute) => minute * 60_000));
  });

  it('gives no more labels than there is room for', () => {
    const spans = fc.integer({ min: 1_000, max: 3e10 });
    fc.assert(
      fc.property(spans, fc.integer({ min: 1, max: 12 }), (spanMs, most) => {
        const ticks = timeTicks({ fromMs: 1.7e12, toMs: 1.7e12 + spanMs }, most, 3_600_000);
        expect(ticks.length).toBeLessThanOrEqual(most + 1);
      }),
    );
  });
});
