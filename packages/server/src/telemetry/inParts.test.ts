import type { TimeRange } from '@watchingcat/model';
import fc from 'fast-check';
import { inParts } from './inParts.ts';

const time = fc.bigInt(0n, 1_000n);

it('finds what a search of the whole range would find, however wide the first part, and looks at nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(time),
      time,
      time,
      fc.bigInt(1n, 400n),
      fc.integer({ min: 1, max: 50 }),
      async (times, start, newest, firstPart, limit) => {
        const end = 1_000n;
        const newestFirst = times.filter((at) => at >= start && at < end && at <= newest).sort((a, b) => Number(b - a));
        const parts: TimeRange[] = [];
        const found = await inParts({ start, end }, { newest, firstPart }, limit, (part, most) => {
          parts.push(part);
          return Promise.resolve({ found: newestFirst.filter((at) => at >= part.start && at < part.end).slice(0, most) });
        });
        expect(found).toEqual(newestFirst.slice(0, limit));
        parts.slice(1).forEach((part, index) => expect(part.end).toBe(parts[index].start));
      },
    ),
  );
}); // prettier-ignore

it('ends where it is told that it must not go on', async () => {
  const found = await inParts({ start: 0n, end: 100_000n }, { newest: 100_000n, firstPart: 1n }, 10, () =>
    Promise.resolve({ found: ['one'], isEnd: true }),
  );
  expect(found).toEqual(['one']);
});
