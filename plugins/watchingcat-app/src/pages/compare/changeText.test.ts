import { differenceSentence, signedDuration, signedPercent } from './changeText';

const MS = 1e6;
const cause = (operation: string, changeMs: number) => ({ service: 's', operation, changeNs: changeMs * MS });
const sentence = (differenceMs: number, ...causes: Array<ReturnType<typeof cause>>) =>
  differenceSentence('B', 'A', differenceMs * MS, causes);

it('signs changes, so that colour is never the only sign', () => {
  expect([signedDuration(5 * MS), signedDuration(-5 * MS), signedDuration(0)]).toEqual(['+5.00 ms', '−5.00 ms', '±0']);
  expect([signedPercent(0.5), signedPercent(-0.5), signedPercent(0)]).toEqual(['+50%', '−50%', '±0']);
});

it('names what accounts for the difference', () =>
  expect(sentence(1_200, cause('charge', 960), cause('x', 240))).toBe(
    'B took 1.20 s longer than A: s: charge accounts for 80% of it.',
  ));

it('names a second cause where the first is less than half', () =>
  expect(sentence(100, cause('x', 40), cause('y', 30), cause('z', 30))).toBe(
    'B took 100 ms longer than A: s: x accounts for 40% of it, and s: y for 30%.',
  ));

it('does not take what went the other way for a cause', () =>
  expect(sentence(-100, cause('up', 150), cause('down', -80))).toBe(
    'B took 100 ms less than A: s: down accounts for 80% of it.',
  ));

it('says when others made up for a part', () =>
  expect(sentence(100, cause('x', 300), cause('y', -200))).toBe(
    'B took 100 ms longer than A: s: x alone makes +300 ms, which others make up for in part.',
  ));

it('tells nothing changed from changes that cancel out', () => {
  expect(sentence(0)).toBe('B took exactly as long as A, and for the same reasons.');
  expect(sentence(0, cause('x', 5), cause('y', -5))).toContain('but not in the same places: s: x +5.00 ms');
});
