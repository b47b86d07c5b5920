import { wholeMinutes } from './wholeMinutes';

const s = (seconds: number) => BigInt(seconds) * 1_000_000_000n;

describe('wholeMinutes', () => {
  it('widens both ends to minutes', () =>
    expect(wholeMinutes({ start: s(70), end: s(130) }, s(9000))).toEqual({ start: s(60), end: s(180) }));

  it('keeps what is whole already', () =>
    expect(wholeMinutes({ start: s(60), end: s(180) }, s(9000))).toEqual({ start: s(60), end: s(180) }));

  it('does not reach into the future, where nothing can have been counted', () =>
    expect(wholeMinutes({ start: s(70), end: s(130) }, s(135))).toEqual({ start: s(60), end: s(135) }));

  it('never shortens the range, also when it ends in the future', () =>
    expect(wholeMinutes({ start: s(70), end: s(130) }, s(100))).toEqual({ start: s(60), end: s(130) }));
});
