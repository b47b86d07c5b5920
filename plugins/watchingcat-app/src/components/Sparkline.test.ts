import { sparklinePath } from './Sparkline';

describe('sparklinePath', () => {
  it('scales from zero to the largest value', () =>
    expect(sparklinePath([0, 10], 102, 22)).toBe('M1.0 21.0L101.0 1.0'));
  it('starts anew after a gap', () =>
    expect(sparklinePath([10, 10, undefined, 10, 10], 6, 22).match(/M/g)).toHaveLength(2));
  it('shows a lone value as a stroke', () =>
    expect(sparklinePath([undefined, 10, undefined], 6, 22)).toBe('M3.0 1.0h1.5'));
  it('is empty without values', () => expect(sparklinePath([], 100, 20)).toBe(''));
});
