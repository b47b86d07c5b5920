import { SEVERITIES } from './logs.ts';
import { SEVERITY_WORDS, severityOf } from './severity.ts';

describe('severityOf', () => {
  it('goes by the number where there is one, whatever the word says', () => {
    const byNumber = Array.from({ length: 24 }, (_, index) => severityOf(index + 1, 'whatever'));
    expect(byNumber).toEqual(SEVERITIES.slice(1).flatMap((severity) => Array<string>(4).fill(severity)));
  });

  it.each([
    [0, 'WARNING', 'warn'],
    [0, ' Information ', 'info'],
    [25, 'E', 'error'],
    [0, 'loud', 'unspecified'],
    [-1, '', 'unspecified'],
  ])('takes %p and %p for %p', (number, text, severity) => expect(severityOf(number, text)).toBe(severity));

  it('has each word once', () => {
    const words = Object.values(SEVERITY_WORDS).flat();
    expect(new Set(words).size).toBe(words.length);
  });
});
