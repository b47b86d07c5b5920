import fc from 'fast-check';
import { pathsOf } from '../testing/flameFrames.ts';
import { framesOfProfile, type ProfileColumns } from './profileFrames.ts';

const profile = (columns: Partial<ProfileColumns>) =>
  framesOfProfile({
    level: [],
    value: [],
    label: [],
    self: undefined,
    valueRight: undefined,
    selfRight: undefined,
    ...columns,
  });

const small = {
  level: [0, 1, 2, 1],
  value: [100, 60, 20, 30],
  self: [10, 40, 20, 30],
  label: ['total', 'main', 'malloc', 'gc'],
};

it('reads the nested set: who calls whom, and where frames lie', () => {
  const frames = profile(small);
  expect(pathsOf(frames)).toEqual(['total', 'total/main', 'total/main/malloc', 'total/gc']);
  expect([...frames.start]).toEqual([0, 0, 0, 60]);
  expect([...frames.width]).toEqual([100, 60, 20, 30]);
  expect([...frames.self]).toEqual([10, 40, 20, 30]);
  expect([...frames.lanes.lane]).toEqual([0, 1, 2, 1]);
});

it('works out the own part where it is not sent', () =>
  expect([...profile({ ...small, self: undefined }).self]).toEqual([10, 40, 20, 30]));

it('holds before and after of a comparison side by side', () => {
  const frames = profile({ ...small, valueRight: [50, 50, 0, 0], selfRight: [0, 50, 0, 0] });
  expect([...frames.width]).toEqual([150, 110, 20, 30]);
  expect([...frames.self]).toEqual([10, 90, 20, 30]);
  expect([...frames.sides!.after.width]).toEqual([50, 50, 0, 0]);
});

it('makes a frame as wide as what lies in it, when the profile says less', () =>
  expect([...profile({ ...small, value: [50, 60, 20, 30] }).width]).toEqual([100, 60, 20, 30]));

it('takes levels that skip some, and several roots', () =>
  expect(
    pathsOf(profile({ level: [3, 7, 0, 5, 5], value: [1, 1, 1, 1, 1], label: ['a', 'b', 'c', 'd', 'e'] })),
  ).toEqual(['a', 'a/b', 'c', 'c/d', 'c/e']));

it('has no frames without rows', () => expect(profile({}).size).toBe(0));

const anything = fc.oneof(fc.double(), fc.integer({ min: -5, max: 50 }), fc.constant(NaN), fc.constant(Infinity));
it('is a flame graph whatever is sent: nothing negative, children within parents', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          level: anything,
          value: fc.oneof(fc.integer({ min: -9, max: 99 }), fc.constant(NaN)),
          self: fc.integer({ min: -9, max: 99 }),
          label: fc.string(),
        }),
      ),
      fc.boolean(),
      (rows, hasSelf) => {
        const frames = profile({
          level: rows.map((row) => row.level),
          value: rows.map((row) => row.value),
          self: hasSelf ? rows.map((row) => row.self) : undefined,
          label: rows.map((row) => row.label),
        });
        const inside = new Float64Array(frames.size);
        for (let frame = frames.size - 1; frame >= 0; frame--) {
          const above = frames.parent[frame];
          inside[frame] += frames.self[frame];
          expect(frames.self[frame]).toBeGreaterThanOrEqual(0);
          expect(inside[frame]).toBeLessThanOrEqual(frames.width[frame]);
          if (above === -1) continue;
          inside[above] += frames.width[frame];
          expect(frames.start[frame]).toBeGreaterThanOrEqual(frames.start[above]);
          expect(frames.start[frame] + frames.width[frame]).toBeLessThanOrEqual(
            frames.start[above] + frames.width[above],
          );
        }
      },
    ),
  ));

it('goes a million levels deep', () => {
  const size = 1_000_000;
  const frames = profile({
    level: Uint32Array.from({ length: size }, (_, i) => i),
    value: new Float64Array(size).fill(7),
    label: new Array<string>(size).fill('again'),
  });
  expect(frames.depth[size - 1]).toBe(size - 1);
  expect(frames.subtreeSize[0]).toBe(size);
});
