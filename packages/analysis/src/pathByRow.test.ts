import { pathByRow } from './pathByRow.ts';

it('finds the segments of a row and of a subtree, in the order of time, and ignores rows that the trace has not', () => {
  const { first, segment } = pathByRow(
    {
      size: 6,
      row: Uint32Array.of(0, 1, 0, 2, 7, 0),
      startNs: Float64Array.of(0, 10, 20, 30, 40, 50),
      endNs: Float64Array.of(10, 20, 30, 40, 50, 60),
    },
    3,
  );
  const of = (from: number, to: number) => [...segment.subarray(first[from], first[to])];
  expect(of(0, 1)).toEqual([0, 2, 5]);
  expect(of(1, 3)).toEqual([1, 3]);
});
