import fc from 'fast-check';
import { anyCalls, framesOf, pathsOf } from '../testing/flameFrames.ts';
import { traceFrom, traceOf } from '../testing/traceOf.ts';
import { frameFunctions } from './frameFunctions.ts';
import { frameLabel } from './frameNames.ts';
import { NO_FRAME, type FlameFrames } from './frames.ts';
import { framesOfProfile } from './profileFrames.ts';
import { sandwich } from './sandwich.ts';
import { sandwichLayout } from './sandwichLayout.ts';

const nameOf = (frames: FlameFrames, label: string) => frames.names.findIndex((name) => frameLabel(name) === label);
const sandwichOf = (frames: FlameFrames, label: string) => sandwich(frames, nameOf(frames, label))!;
/** `path: width, self` of every frame. */
const listed = (frames: FlameFrames) =>
  pathsOf(frames).map((path, frame) => `${path}: ${frames.width[frame]}, ${frames.self[frame]}`);

/** The cart and the order both read; a read asks the disk, and reads again. */
const shop = framesOf(
  traceOf(
    { id: '1', duration: 40, service: 'web', operation: 'GET' },
    { id: '2', parent: '1', start: 0, duration: 10, service: 'cart', operation: 'list' },
    { id: '3', parent: '2', start: 2, duration: 6, service: 'db', operation: 'read', error: true },
    { id: '4', parent: '3', start: 3, duration: 2, service: 'disk', operation: 'io' },
    { id: '5', parent: '1', start: 10, duration: 25, service: 'order', operation: 'place' },
    { id: '6', parent: '5', start: 10, duration: 20, service: 'db', operation: 'read' },
    { id: '7', parent: '6', start: 10, duration: 12, service: 'db', operation: 'read' },
    { id: '8', parent: '7', start: 10, duration: 5, service: 'disk', operation: 'io' },
  ),
);

describe('a function that two others call', () => {
  const { callees, callers, isCut } = sandwichOf(shop, 'db: read');

  it('has what it calls below it; its call of itself stays in sight and is counted once', () =>
    // 6 for the cart and 20 for the order; of them 4 and 8 are its own when called from outside, and 7 within.
    expect(listed(callees.frames)).toEqual([
      'db: read: 26, 12',
      'db: read/db: read: 12, 7',
      'db: read/db: read/disk: io: 5, 5',
      'db: read/disk: io: 2, 2',
    ]));

  it('has its callers above it, each as wide as the calls that came from there', () => {
    expect(listed(callers.frames)).toEqual([
      'db: read: 26, 0',
      'db: read/order: place: 20, 0',
      'db: read/order: place/web: GET: 20, 20',
      'db: read/cart: list: 6, 0',
      'db: read/cart: list/web: GET: 6, 6',
    ]);
    expect(isCut).toBe(false);
  });

  it('counts its own spans, and which of them failed, by where they were called from', () => {
    expect([...callers.frames.spans!.count]).toEqual([2, 1, 1, 1, 1]);
    expect([...callers.frames.spans!.errors]).toEqual([1, 0, 0, 1, 1]);
    expect([...callees.frames.spans!.count]).toEqual([2, 1, 1, 1]);
  });

  it('leads back to the frames of the whole graph', () => {
    const paths = pathsOf(shop);
    expect([...callees.sourceFrame].map((frame) => paths[frame])).toEqual([
      'web: GET/order: place/db: read',
      'web: GET/order: place/db: read/db: read',
      'web: GET/order: place/db: read/db: read/disk: io',
      'web: GET/cart: list/db: read/disk: io',
    ]);
    expect([...callers.sourceFrame].map((frame) => paths[frame])).toEqual([
      'web: GET/order: place/db: read',
      'web: GET/order: place',
      'web: GET',
      'web: GET/cart: list',
      'web: GET',
    ]);
  });
});

it('is nothing for a name without a frame', () => expect(sandwich(shop, 99)).toBeUndefined());

it('counts functions that call each other once, too', () => {
  // a calls b calls a calls b: a holds all, b all but the outermost a's own 3.
  const trace = traceFrom(
    ['a', 'b', 'a', 'b'].map((operation, i) => ({
      id: `${i}`,
      parent: i === 0 ? '' : `${i - 1}`,
      start: i,
      duration: 10 - 4 * i + i,
      service: 's',
      operation,
    })),
  );
  const frames = framesOf(trace);
  expect(sandwichOf(frames, 's: a').callees.frames.extent).toBe(frames.extent);
  expect(listed(sandwichOf(frames, 's: b').callers.frames)).toEqual(['s: b: 7, 0', 's: b/s: a: 7, 7']);
});

it('keeps what a profile holds beyond its parts', () => {
  const frames = framesOfProfile({
    level: [0, 1, 2],
    value: [100, 60, 20],
    self: [10, 30, 20],
    label: ['all', 'f', 'g'],
    valueRight: [50, 50, 0],
    selfRight: [0, 50, 0],
  });
  const { callees, callers } = sandwichOf(frames, 'f');
  expect(listed(callees.frames)).toEqual(['f: 110, 80', 'f/g: 20, 20']);
  expect(listed(callers.frames)).toEqual(['f: 110, 0', 'f/all: 110, 110']);
  expect([...callees.frames.sides!.after.width]).toEqual([50, 0]);
  expect([...callers.frames.sides!.before.width]).toEqual([60, 60]);
});

/** By brute force, stack by stack: what each frame holds itself, by the labels from the outermost frame of the name down, and up. */
function byStacks(frames: FlameFrames, wanted: number) {
  const down = new Map<string, number>();
  const up = new Map<string, number>();
  const add = (sums: Map<string, number>, path: readonly string[], amount: number) => {
    for (let length = 1; length <= path.length; length++) {
      const key = path.slice(0, length).join('/');
      sums.set(key, (sums.get(key) ?? 0) + amount);
    }
  };
  for (let frame = 0; frame < frames.size; frame++) {
    const stack: number[] = [];
    for (let at = frame; at !== NO_FRAME; at = frames.parent[at]) stack.unshift(frames.name[at]);
    const outermost = stack.indexOf(wanted);
    if (outermost === -1) continue;
    const labels = stack.map((name) => frameLabel(frames.names[name]));
    add(down, labels.slice(outermost), frames.self[frame]);
    add(up, labels.slice(0, outermost + 1).reverse(), frames.self[frame]);
  }
  return { down, up };
}
const widths = (frames: FlameFrames) => new Map(pathsOf(frames).map((path, frame) => [path, frames.width[frame]]));

/** A graph, and the index of one of its names. */
const anyFunction = fc
  .tuple(anyCalls, fc.nat())
  .map(([trace, at]) => ({ frames: framesOf(trace), at }))
  .map(({ frames, at }) => ({ frames, name: at % frames.names.length }));

describe('for traces of any shape', () => {
  it('is what adding up stack by stack gives', () =>
    fc.assert(
      fc.property(anyFunction, ({ frames, name }) => {
        const { callees, callers } = sandwich(frames, name)!;
        const { down, up } = byStacks(frames, name);
        expect(widths(callees.frames)).toEqual(down);
        expect(widths(callers.frames)).toEqual(up);
      }),
    ));

  it('is on both sides the total of the function, which its callees and its own part make up', () =>
    fc.assert(
      fc.property(anyFunction, ({ frames, name }) => {
        const { callees, callers } = sandwich(frames, name)!;
        const one = frameFunctions(frames).find((each) => each.name === name)!;
        for (const half of [callees.frames, callers.frames]) {
          expect(half.parent.filter((above) => above === NO_FRAME)).toHaveLength(1);
          expect(half.extent).toBe(one.total);
          for (let frame = 0; frame < half.size; frame++) {
            let below = 0;
            half.parent.forEach((above, child) => (below += above === frame ? half.width[child] : 0));
            expect(below + half.self[frame]).toBe(half.width[frame]);
          }
        }
        // The calls within are below the others, so that its own part is all there.
        const own = callees.frames.self.filter((_, frame) => callees.frames.name[frame] === name);
        expect(own.reduce((sum, self) => sum + self, 0)).toBe(one.self);
      }),
    ));

  it('finds each frame again where it came from', () =>
    fc.assert(
      fc.property(anyFunction, ({ frames, name }) => {
        const { callees, callers } = sandwich(frames, name)!;
        for (const { frames: half, sourceFrame } of [callees, callers]) {
          for (let frame = 0; frame < half.size; frame++) {
            expect(frames.name[sourceFrame[frame]]).toBe(half.name[frame]);
          }
        }
      }),
    ));

  it('lies on lanes without overlaps, the function between its callers and its callees', () =>
    fc.assert(
      fc.property(anyFunction, ({ frames, name }) => {
        const both = sandwich(frames, name)!;
        const layout = sandwichLayout(both);
        const { lanes, start, width, parent } = layout;
        expect(layout.size).toBe(both.callees.frames.size + both.callers.frames.size - 1);
        for (let lane = 0; lane < lanes.count; lane++) {
          let right = 0;
          for (const box of lanes.boxes.subarray(lanes.first[lane], lanes.first[lane + 1])) {
            expect(start[box]).toBeGreaterThanOrEqual(right);
            right = start[box] + width[box];
          }
          expect(right).toBeLessThanOrEqual(layout.extent);
        }
        parent.forEach((above, box) => {
          if (above === NO_FRAME) return expect(box).toBe(0);
          expect(lanes.lane[box] - lanes.lane[above]).toBe(box < layout.callees ? 1 : -1);
        });
      }),
    ));
});

it('goes 200,000 calls of itself deep', () => {
  const size = 200_000;
  const frames = framesOf(
    traceFrom(
      Array.from({ length: size }, (_, i) => ({
        id: `${i}`,
        parent: i === 0 ? '' : `${i - 1}`,
        start: i,
        duration: 2 * size - 2 * i,
        operation: i === size - 1 ? 'last' : 'again',
      })),
    ),
  );
  expect(sandwichOf(frames, 'shop: again').callees.frames).toMatchObject({ size, extent: 2 * size });
  expect(sandwichOf(frames, 'shop: last').callers.frames.size).toBe(size);
});

it('says when there are too many ways to a function to show them to their beginning', () => {
  // 20 calls below each other, and from the last one 30 ways to the function: 30 × 21 steps up.
  const chain = Array.from({ length: 20 }, (_, i) => ({ id: `c${i}`, parent: i === 0 ? '' : `c${i - 1}` }));
  const ways = Array.from({ length: 30 }, (_, i) => [
    { id: `w${i}`, parent: 'c19', start: i, duration: 1 },
    { id: `f${i}`, parent: `w${i}`, start: i, duration: 1, operation: 'f' },
  ]).flat();
  const frames = framesOf(traceFrom([...chain.map((span) => ({ ...span, duration: 30 })), ...ways]));
  const name = nameOf(frames, 'shop: f');
  expect(sandwich(frames, name)).toMatchObject({
    isCut: false,
    callers: { frames: { size: 1 + 30 * 21, extent: 30 } },
  });
  // Two levels fit: 30 ways, and their common caller 30 times.
  expect(sandwich(frames, name, 60)).toMatchObject({ isCut: true, callers: { frames: { size: 61, extent: 30 } } });
});
