import fc from 'fast-check';
import { SpanIdIndex } from './spanIdIndex.ts';

const word = fc.oneof(fc.nat(2), fc.constantFrom(0xffffffff, 0x80000000));

it('finds the first of each id, as a Map does', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word), { maxLength: 200 }), word, word, (ids, ...other) => {
      const index = new SpanIdIndex(Uint32Array.from(ids.flat()));
      const map = new Map<string, number>();
      ids.forEach((id, i) => {
        expect(index.add(i)).toBe(!map.has(String(id)));
        if (!map.has(String(id))) map.set(String(id), i);
      });
      for (const id of [...ids, other]) expect(index.find(id[0], id[1])).toBe(map.get(String(id)) ?? -1);
    }),
  );
});

it('tells 100,000 ids apart that count up in either word', () => {
  for (const shift of [0, 1]) {
    const words = new Uint32Array(200_000);
    for (let i = 0; i < 100_000; i++) words[2 * i + shift] = i + 1;
    const index = new SpanIdIndex(words);
    const found = Array.from(
      { length: 100_000 },
      (_, i) => index.add(i) && index.find(words[2 * i], words[2 * i + 1]) === i,
    );
    expect(found.every(Boolean)).toBe(true);
    expect(index.find(7, 7)).toBe(-1);
  }
});
