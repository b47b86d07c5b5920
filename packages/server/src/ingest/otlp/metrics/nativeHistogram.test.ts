import fc from 'fast-check';
import { ByteBuffer } from '../../columns/ByteBuffer.ts';
import { ProtobufReader } from '../../protobuf/ProtobufReader.ts';
import { addHistograms, NativePoint } from './nativeHistogram.ts';
import type { Buckets, NativeHistogram } from './nativeHistogram.ts';
import { EXPONENTIAL_POINT, PointFields } from './pointFields.ts';

interface Point {
  readonly scale: number;
  readonly positive?: readonly [offset: number, counts: readonly number[]];
  readonly negative?: readonly [offset: number, counts: readonly number[]];
  readonly zeroCount?: number;
  readonly zeroThreshold?: number;
}

/** An ExponentialHistogramDataPoint, by field numbers: scale = 6, zero_count = 7, positive = 8, negative = 9, zero_threshold = 14. */
function encode({ scale, positive, negative, zeroCount = 0, zeroThreshold = 0 }: Point): Uint8Array {
  const out = new ByteBuffer();
  const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
  out.varint(48);
  out.varint(zigzag(scale));
  out.varint(57);
  out.u64(zeroCount, 0);
  for (const [tag, buckets] of [
    [66, positive],
    [74, negative],
  ] as const) {
    if (!buckets) continue;
    const message = new ByteBuffer();
    message.varint(8);
    message.varint(zigzag(buckets[0]));
    for (const count of buckets[1]) {
      message.varint(16);
      message.varint(count);
    }
    out.varint(tag);
    out.varint(message.length);
    out.append(message.bytes, 0, message.length);
  }
  out.varint(113);
  out.f64(zeroThreshold);
  return Uint8Array.from(out.written());
}

function read(point: Point): NativeHistogram | string {
  const bytes = encode(point);
  const reader = new ProtobufReader(bytes);
  const fields = new PointFields();
  fields.read(reader, bytes.length, EXPONENTIAL_POINT);
  const native = new NativePoint();
  return native.read(reader, fields) ?? native;
}

const histogram = (point: Point): NativeHistogram => read(point) as NativeHistogram;
/** Counts by index, without zeros. */
const byIndex = ({ offset, length, counts }: Buckets): Record<number, number> =>
  Object.fromEntries(Array.from({ length }, (_, i) => [offset + i, counts[i]]).filter(([, count]) => count > 0));

describe('a point of an exponential histogram', () => {
  // Prometheus' own cases (prometheusremotewrite/histograms_test.go, TestConvertBucketsLayout): counts from an offset, and what they are
  // after so many steps of lower resolution. Indexes here are by the lower bound, one less than the spans' offsets there.
  it.each([
    [0, [4, 3, 2, 1], { 0: 4, 1: 3, 2: 2, 3: 1 }, { 0: 7, 1: 3 }, { 0: 10 }],
    [1, [4, 3, 2, 1], { 1: 4, 2: 3, 3: 2, 4: 1 }, { 0: 4, 1: 5, 2: 1 }, { 0: 9, 1: 1 }],
    [
      4,
      [4, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
      { 4: 4, 5: 2, 7: 2, 20: 1 },
      { 2: 6, 3: 2, 10: 1 },
      { 1: 8, 5: 1 },
    ],
    [4, [4, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1], { 4: 4, 5: 2, 7: 2, 16: 1 }, { 2: 6, 3: 2, 8: 1 }, { 1: 8, 4: 1 }],
    [-2, [3, 1, 0, 0, 0, 1], { [-2]: 3, [-1]: 1, 3: 1 }, { [-1]: 4, 1: 1 }, { [-1]: 4, 0: 1 }],
    [-2, [3, 1, 0, 1, 0, 1], { [-2]: 3, [-1]: 1, 1: 1, 3: 1 }, { [-1]: 4, 0: 1, 1: 1 }, { [-1]: 4, 0: 2 }],
    [-2, [3, 0, 0, 1, 0, 0, 1], { [-2]: 3, 1: 1, 4: 1 }, { [-1]: 3, 0: 1, 2: 1 }, { [-1]: 3, 0: 1, 1: 1 }],
    [0, [], {}, {}, {}],
  ])(
    'with counts from %d of %j keeps them at scale 8, and joins them at 9 and 10',
    (offset, counts, at8, at9, at10) => {
      for (const [scale, expected] of [
        [8, at8],
        [9, at9],
        [10, at10],
      ] as const) {
        const { schema, positive, negative } = histogram({
          scale,
          positive: [offset, counts],
          negative: [offset, counts],
        });
        expect({ schema, positive: byIndex(positive), negative: byIndex(negative) }).toEqual({
          schema: 8,
          positive: expected,
          negative: expected,
        });
      }
    },
  );

  it('has the zero threshold 1e-128 unless it was sent', () => {
    expect(histogram({ scale: 0 }).zeroThreshold).toBe(1e-128);
    expect(histogram({ scale: 0, zeroThreshold: 0.5 }).zeroThreshold).toBe(0.5);
  });

  it.each([
    [{ scale: -5 }, 'its scale is below -4'],
    [{ scale: 0, zeroThreshold: -1 }, 'its zero threshold is negative or infinite'],
    [{ scale: 0, positive: [1_200, [1]] }, 'it has buckets beyond all doubles'],
    [{ scale: 0, negative: [-(2 ** 31), [1]] }, 'it has buckets beyond all doubles'],
  ] as [Point, string][])('%j cannot be stored', (point, fault) => expect(read(point)).toBe(fault));
});

describe('the sum of exponential histograms', () => {
  it('is at the lower resolution of both', () => {
    const sum = addHistograms(
      histogram({ scale: 1, positive: [-1, [1, 2, 4]] }),
      histogram({ scale: 0, positive: [0, [8, 16]] }),
    );
    // At scale 0 the indexes -1, 0, 1 of scale 1 are -1, 0, 0.
    expect({ schema: sum.schema, counts: byIndex(sum.positive) }).toEqual({
      schema: 0,
      counts: { [-1]: 1, 0: 14, 1: 16 },
    });
  });

  it('takes a lower resolution rather than more than 320 buckets', () => {
    const sum = addHistograms(
      histogram({ scale: 3, positive: [0, [1]] }),
      histogram({ scale: 3, positive: [400, [1]] }),
    );
    expect({ schema: sum.schema, counts: byIndex(sum.positive) }).toEqual({ schema: 2, counts: { 0: 1, 200: 1 } });
  });

  it('moves what is below the larger zero threshold into the zero bucket, which grows to the end of a bucket', () => {
    const fine = histogram({
      scale: 0,
      positive: [-3, [1, 2, 4, 8]],
      negative: [-3, [16]],
      zeroCount: 32,
      zeroThreshold: 0.01,
    });
    // Buckets -3 … 0 end at 0.25, 0.5, 1 and 2; 0.3 lies in the second.
    const sum = addHistograms(fine, histogram({ scale: 0, zeroCount: 64, zeroThreshold: 0.3 }));
    expect(sum).toMatchObject({ zeroThreshold: 0.5, zeroCount: 1 + 2 + 16 + 32 + 64 });
    expect([byIndex(sum.positive), byIndex(sum.negative)]).toEqual([{ [-1]: 4, 0: 8 }, {}]);
  });

  it('counts all that both counted, bucket for bucket, and changes neither', () => {
    const buckets = fc.tuple(fc.integer({ min: -40, max: 40 }), fc.array(fc.nat(1000), { maxLength: 30 }));
    const point = fc.record({ scale: fc.integer({ min: -4, max: 12 }), positive: buckets, negative: buckets });
    fc.assert(
      fc.property(point, point, (a, b) => {
        const [first, second] = [histogram(a), histogram(b)];
        const before = structuredClone([first, second]);
        const sum = addHistograms(first, second);
        expect(structuredClone([first, second])).toEqual(before);
        expect(sum.schema).toBe(Math.min(8, a.scale, b.scale));
        for (const side of ['positive', 'negative'] as const) {
          const expected: Record<number, number> = {};
          for (const {
            scale,
            [side]: [offset, counts],
          } of [a, b]) {
            for (const [i, count] of counts.entries()) {
              const index = Math.floor((offset + i) / 2 ** (scale - sum.schema));
              if (count > 0) expected[index] = (expected[index] ?? 0) + count;
            }
          }
          expect(byIndex(sum[side])).toEqual(expected);
        }
      }),
    );
  });
});
