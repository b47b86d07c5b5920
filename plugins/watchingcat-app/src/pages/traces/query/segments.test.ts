import fc from 'fast-check';
import { segmentsOf } from './segments';

const places = (length: number) =>
  fc
    .array(fc.tuple(fc.nat(length), fc.nat(length)), { maxLength: 4 })
    .map((pairs) => pairs.map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })));

it('is the whole text, whatever the faults are', () => {
  const text = '{ .a = "b" && duration > 1s }';
  fc.assert(
    fc.property(places(text.length), (faults) => {
      const segments = segmentsOf(text, [{ from: 2, to: 4, kind: 'attribute' }], faults);
      expect(segments.map((segment) => segment.text).join('')).toBe(text);
    }),
  );
});

it('keeps kinds, and marks a fault within a word', () => {
  const segments = segmentsOf('.abc = 1', [{ from: 0, to: 4, kind: 'attribute' }], [{ from: 2, to: 3 }]);
  expect(segments.map(({ text, kind, isWrong }) => [text, kind, isWrong])).toEqual([
    ['.a', 'attribute', false],
    ['b', 'attribute', true],
    ['c', 'attribute', false],
    [' = 1', undefined, false],
  ]);
});

it('marks the end of the text where something is missing after it', () =>
  expect(segmentsOf('{ .a =', [], [{ from: 6, to: 6 }]).at(-1)).toEqual({
    from: 5,
    text: '=',
    kind: undefined,
    isWrong: true,
  }));
