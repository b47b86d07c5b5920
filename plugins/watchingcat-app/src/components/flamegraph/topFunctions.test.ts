import { frameFunctions, framesOfProfile } from '@watchingcat/analysis';
import { topFunctions } from './topFunctions';

const frames = framesOfProfile({
  level: [0, 1, 1, 1],
  value: [100, 50, 30, 20],
  self: [0, 50, 30, 20],
  label: ['all', 'c', 'a', 'b'],
  valueRight: [60, 10, 30, 20],
  selfRight: [0, 10, 30, 20],
});
const names = (by: string, isDescending: boolean, isMatch?: Uint8Array, limit?: number) =>
  topFunctions(frameFunctions(frames), frames, { by, isDescending }, isMatch, limit).rows.map(
    ({ name }) => frames.names[name].operation,
  );

it('sorts by what is asked for', () => {
  // Before and after added up: c 60, a 60, b 40.
  expect(names('self', true)).toEqual(['c', 'a', 'b', 'all']);
  expect(names('name', false)).toEqual(['a', 'all', 'b', 'c']);
  expect(names('total', true)[0]).toBe('all');
});

it('sorts by how much more there is after than before', () =>
  // all: nothing of its own; a and b: as before; c: 40 less.
  expect(names('change', false)).toEqual(['c', 'all', 'a', 'b']));

it('is cut, says by how much, and brings matches to the top then', () => {
  const isMatch = Uint8Array.from(frames.names, ({ operation }) => (operation === 'b' ? 1 : 0));
  expect(topFunctions(frameFunctions(frames), frames, { by: 'self', isDescending: true }, undefined, 2)).toMatchObject({
    others: 2,
    rows: { length: 2 },
  });
  expect(names('self', true, isMatch, 2)).toEqual(['b', 'c']);
  expect(names('self', true, isMatch)).toEqual(['c', 'a', 'b', 'all']);
});
