import fc from 'fast-check';
import { startArrivals } from './arrivals.ts';
import { exponential, pick, seededRandom, seriesRandom } from './random.ts';
import { planSession, type Session } from './session.ts';
import { daySwing } from './swing.ts';

const goods = { productIds: ['mug', 'lamp', 'hat'], categories: ['home', 'wear'] };
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('seededRandom', () => {
  it('gives mulberry32, number by number', () => {
    const random = seededRandom(1);
    expect([random(), random(), random()].map((value) => value.toFixed(6))).toEqual([
      '0.627074',
      '0.002736',
      '0.527447',
    ]);
  });

  it('stays in [0, 1) and repeats itself for the same seed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const [one, other] = [seededRandom(seed), seededRandom(seed)];
        const values = Array.from({ length: 50 }, one);
        expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
        expect(Array.from({ length: 50 }, other)).toEqual(values);
      }),
    );
  });

  it('is spread evenly: each tenth gets about a tenth', () => {
    const random = seededRandom(42);
    const tenths = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 20_000; draw++) tenths[Math.floor(random() * 10)]++;
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });
});

describe('exponential and pick', () => {
  it('wait above 0 with the mean asked for, and reach every choice', () => {
    const random = seriesRandom(3, 0);
    const waits = Array.from({ length: 20_000 }, () => exponential(random, 250));
    expect(Math.min(...waits)).toBeGreaterThan(0);
    expect(waits.reduce((sum, wait) => sum + wait, 0) / waits.length).toBeCloseTo(250, -1);
    expect(new Set(Array.from({ length: 100 }, () => pick(random, goods.productIds)))).toEqual(
      new Set(goods.productIds),
    );
  });
});

describe('daySwing', () => {
  it('is lowest at four in the morning and highest at four in the afternoon', () => {
    expect(daySwing(4 * 3_600, 86_400)).toBeCloseTo(0.4);
    expect(daySwing(16 * 3_600, 86_400)).toBeCloseTo(1.6);
  });

  it('stays between 0.4 and 1.6, repeats every day and is 1 on average, however long a day is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 86_400 }), fc.integer({ min: 0, max: 2e9 }), (daySeconds, at) => {
        const factor = daySwing(at, daySeconds);
        expect(factor).toBeGreaterThanOrEqual(0.4 - 1e-9);
        expect(factor).toBeLessThanOrEqual(1.6 + 1e-9);
        expect(daySwing(at + daySeconds, daySeconds)).toBeCloseTo(factor, 6);
        const day = Array.from({ length: 24 }, (_, hour) => daySwing((hour * daySeconds) / 24, daySeconds));
        expect(day.reduce((sum, each) => sum + each, 0) / 24).toBeCloseTo(1, 6);
      }),
    );
  });
});

describe('planSession', () => {
  it('depends on seed and index alone', () => {
    fc.assert(
      fc.property(seeds, fc.nat(1_000_000), (seed, index) => {
        expect(planSession(seed, index, goods)).toEqual(planSession(seed, index, goods));
      }),
    );
    expect(planSession(1, 0, goods)).not.toEqual(planSession(2, 0, goods));
    expect(planSession(1, 0, goods)).not.toEqual(planSession(1, 1, goods));
  });

  it('begins with browsing at once, and orders only what is in the cart, at the end', () => {
    fc.assert(
      fc.property(seeds, fc.nat(10_000), (seed, index) => {
        const { sessionId, steps } = planSession(seed, index, goods);
        expect(sessionId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{8}$/);
        expect(steps[0]).toEqual({ action: 'browse', thinkMs: 0 });
        const cart = new Set<string>();
        for (const step of steps) {
          if (step.action === 'add') cart.add(step.productId);
          if (step.action === 'remove') cart.delete(step.productId);
          if (step.action === 'checkout') {
            expect(cart.size).toBeGreaterThan(0);
            expect(step).toBe(steps.at(-1));
          }
        }
      }),
    );
  });
});

describe('startArrivals', () => {
  it('lets the planned shoppers come in order, until it is stopped', async () => {
    const came: Session[] = [];
    const signals: AbortSignal[] = [];
    await new Promise<void>((resolve) => {
      const arrivals = startArrivals({
        seed: 5,
        rate: 1_000,
        daySeconds: 86_400,
        goods,
        visit: async (session, signal) => {
          came.push(session);
          signals.push(signal);
          if (came.length === 5) queueMicrotask(() => (arrivals.stop(), resolve()));
        },
      });
    });
    expect(came).toEqual([0, 1, 2, 3, 4].map((index) => planSession(5, index, goods)));
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });
});
