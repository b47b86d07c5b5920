import { framesBySide, growth, isOnSide } from './comparedFrames.ts';
import { framesOfProfile } from './profileFrames.ts';

const frames = framesOfProfile({
  level: [0, 1, 1, 1],
  value: [60, 40, 20, 0],
  self: [0, 40, 20, 0],
  label: ['all', 'gone', 'same', 'new'],
  valueRight: [50, 0, 20, 30],
  selfRight: [0, 0, 20, 30],
});

it('is as wide as one side, with the frames where they stood', () => {
  const before = framesBySide(frames, 'before');
  expect([...before.width]).toEqual([60, 40, 20, 0]);
  expect([...before.start]).toEqual([0, 0, 40, 60]);
  const after = framesBySide(frames, 'after');
  expect([...after.width]).toEqual([50, 0, 20, 30]);
  expect([...after.start]).toEqual([0, 0, 0, 20]);
  expect(after.extent).toBe(50);
  expect(after.sides).toBe(frames.sides);
});

it('has sides only where two graphs are compared', () =>
  expect(() => framesBySide({ ...frames, sides: undefined }, 'after')).toThrow(RangeError));

it('knows what one side alone has', () => {
  const { before, after } = frames.sides!;
  expect([1, 2, 3].map((frame) => [isOnSide(before, frame), isOnSide(after, frame)])).toEqual([
    [true, false],
    [true, true],
    [false, true],
  ]);
});

it('measures growth alike in both directions', () => {
  expect([growth(10, 20), growth(20, 10), growth(0, 5), growth(5, 0), growth(3, 3), growth(0, 0)]).toEqual([
    0.5, -0.5, 1, -1, 0, 0,
  ]);
});
