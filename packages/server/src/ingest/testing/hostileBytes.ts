// Bytes that once were a good message: cut, flipped, repeated, with lengths that promise more than there is.
import fc from 'fast-check';

type Damage = (bytes: Buffer) => Buffer;

const FILLERS = [0x00, 0x7f, 0x80, 0xff];
/** The largest lengths that a varint can claim: 2^32 - 1, 2^53, 2^64 - 1, and one that never ends. */
const HUGE_LENGTHS = ['ffffffff0f', '8080808080808010', 'ffffffffffffffffff01', 'ffffffffffffffffffffff'].map((hex) =>
  Buffer.from(hex, 'hex'),
);

/** One to four damages, one after the other. */
export function damaged(whole: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> {
  return fc
    .tuple(whole, fc.array(damage(), { minLength: 1, maxLength: 4 }))
    .map(([bytes, damages]) => damages.reduce((now, apply) => apply(now), bytes));
}

/** Places are shares of the length, so that a damage fits whatever it is done to. */
function damage(): fc.Arbitrary<Damage> {
  const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  const splice = (bytes: Buffer, at: number, remove: number, insert: Uint8Array): Buffer =>
    Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);
  const at = (bytes: Buffer, share: number): number => Math.floor(bytes.length * share);
  return fc.oneof(
    place.map(
      (share): Damage =>
        (bytes) =>
          bytes.subarray(0, at(bytes, share)),
    ),
    fc.tuple(place, fc.nat(7)).map(([share, bit]): Damage => (bytes) => {
      const from = at(bytes, share);
      return splice(bytes, from, 1, Buffer.of((bytes[from] ?? 0) ^ (1 << bit)));
    }),
    fc.tuple(place, fc.constantFrom(...FILLERS)).map(
      ([share, filler]): Damage =>
        (bytes) =>
          splice(bytes, at(bytes, share), 1, Buffer.of(filler)),
    ),
    fc.tuple(place, fc.nat(30)).map(
      ([share, length]): Damage =>
        (bytes) =>
          splice(bytes, at(bytes, share), length, Buffer.alloc(0)),
    ),
    fc.tuple(place, fc.nat(200)).map(([share, length]): Damage => (bytes) => {
      const from = at(bytes, share);
      return splice(bytes, from, 0, bytes.subarray(from, from + length));
    }),
    fc.tuple(place, fc.uint8Array({ maxLength: 20 })).map(
      ([share, inserted]): Damage =>
        (bytes) =>
          splice(bytes, at(bytes, share), 0, inserted),
    ),
    fc.tuple(place, fc.constantFrom(...HUGE_LENGTHS)).map(([share, length]): Damage => (bytes) => {
      const places = lengthPlaces(bytes);
      return places.length === 0 ? bytes : splice(bytes, places[Math.floor(places.length * share)], 1, length);
    }),
  );
}

/** Where lengths stand, if the bytes are a protobuf message and everything length-delimited in it is one too: a guess that is often right. */
function lengthPlaces(bytes: Buffer): number[] {
  const places: number[] = [];
  const messages = [{ from: 0, to: bytes.length }];
  for (let message = messages.pop(); message; message = messages.pop()) {
    let { from } = message;
    while (from < message.to) {
      const wireType = bytes[from] & 7;
      const value = varint(bytes, skipVarint(bytes, from));
      if (wireType === 2) {
        places.push(skipVarint(bytes, from));
        const to = value.end + value.number;
        if (to <= message.to) messages.push({ from: value.end, to });
        from = to;
      } else if (wireType === 0) from = value.end;
      else if (wireType === 1) from = skipVarint(bytes, from) + 8;
      else if (wireType === 5) from = skipVarint(bytes, from) + 4;
      else break;
    }
  }
  return places;
}

function varint(bytes: Buffer, at: number): { number: number; end: number } {
  let number = 0;
  let end = at;
  for (let factor = 1; end < bytes.length && factor < 2 ** 50; factor *= 128) {
    number += (bytes[end] & 127) * factor;
    if (bytes[end++] < 128) break;
  }
  return { number, end };
}

const skipVarint = (bytes: Buffer, at: number): number => varint(bytes, at).end;
