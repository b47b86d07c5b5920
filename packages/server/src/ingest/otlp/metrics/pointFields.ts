// Fields of data points and exemplars (opentelemetry/proto/metrics/v1/metrics.proto) by position; the types of points differ only in field
// numbers, so one reader with a table of tags reads them all.
import type { ProtobufReader } from '../../protobuf/ProtobufReader.ts';
import { FieldRanges } from '../FieldRanges.ts';

/** fixed64 fields, of which the position is noted: indexes of `PointFields.at`. */
export const AT = {
  start: 0,
  time: 1,
  asDouble: 2,
  asInt: 3,
  count: 4,
  sum: 5,
  zeroCount: 6,
  zeroThreshold: 7,
} as const;
/** All other fields but two, of which all ranges are noted: indexes of `PointFields.ranges`. */
export const RANGES = {
  attributes: 0,
  exemplars: 1,
  counts: 2,
  bounds: 3,
  quantiles: 4,
  positive: 5,
  negative: 6,
  traceId: 7,
  spanId: 8,
} as const;

const FIXED_COUNT = Object.keys(AT).length;
/** Codes of fields in a table of tags: those of `AT`, then those of `RANGES`, then these. */
const FLAGS = 30;
const SCALE = 31;
const UNKNOWN = 255;

type FieldName = keyof typeof AT | keyof typeof RANGES | 'flags' | 'scale';

/** A field's code by its tag (field number and wire type), for one type of point. */
export type PointTags = Uint8Array;

function tagTable(fields: readonly (readonly [tag: number, field: FieldName])[]): PointTags {
  const codes = new Map<FieldName, number>([
    ...(Object.entries(AT) as [FieldName, number][]),
    ...(Object.entries(RANGES) as [FieldName, number][]).map(([name, i]) => [name, FIXED_COUNT + i] as const),
    ['flags', FLAGS],
    ['scale', SCALE],
  ]);
  const table = new Uint8Array(128).fill(UNKNOWN);
  for (const [tag, field] of fields) table[tag] = codes.get(field) ?? UNKNOWN;
  return table;
}

export class PointFields {
  /** By `AT`; -1 where absent. */
  readonly at = new Int32Array(FIXED_COUNT);
  /** By `RANGES`. */
  readonly ranges: readonly FieldRanges[] = Object.keys(RANGES).map(() => new FieldRanges());
  flags = 0;
  scale = 0;

  /** Notes where the fields of the message between the reader's position and `end` lie. @throws MalformedOtlpError */
  read(reader: ProtobufReader, end: number, tags: PointTags): void {
    const { at, ranges } = this;
    at.fill(-1);
    for (let i = 0; i < ranges.length; i++) ranges[i].count = 0;
    this.flags = 0;
    this.scale = 0;
    while (reader.position < end) {
      const tag = reader.varint();
      const code = tag < 128 ? tags[tag] : UNKNOWN;
      if (code < FIXED_COUNT) {
        at[code] = reader.position;
        reader.position += 8;
      } else if (code < FLAGS) {
        // Repeated fixed64 may also come one by one (wire type 1) instead of packed.
        if ((tag & 7) === 1) ranges[code - FIXED_COUNT].add(reader.position, (reader.position += 8));
        else ranges[code - FIXED_COUNT].add(reader.delimited(end), reader.position);
      } else if (code === FLAGS) this.flags = reader.varint() >>> 0;
      else if (code === SCALE) this.scale = zigzag(reader.varint());
      else reader.skip(tag, end);
    }
    reader.endMessage(end);
    // A oneof: the last one counts.
    if (at[AT.asInt] >= 0 && at[AT.asDouble] >= 0) at[at[AT.asInt] > at[AT.asDouble] ? AT.asDouble : AT.asInt] = -1;
  }
}

/** sint32 */
export function zigzag(value: number): number {
  return (value >>> 1) ^ -(value & 1);
}

const COMMON = [
  [17, 'start'],
  [25, 'time'],
] as const;

export const NUMBER_POINT = tagTable([
  ...COMMON,
  [58, 'attributes'],
  [33, 'asDouble'],
  [49, 'asInt'],
  [42, 'exemplars'],
  [64, 'flags'],
]);

export const HISTOGRAM_POINT = tagTable([
  ...COMMON,
  [74, 'attributes'],
  [33, 'count'],
  [41, 'sum'],
  [50, 'counts'],
  [49, 'counts'],
  [58, 'bounds'],
  [57, 'bounds'],
  [66, 'exemplars'],
  [80, 'flags'],
]);

export const EXPONENTIAL_POINT = tagTable([
  ...COMMON,
  [10, 'attributes'],
  [33, 'count'],
  [41, 'sum'],
  [48, 'scale'],
  [57, 'zeroCount'],
  [66, 'positive'],
  [74, 'negative'],
  [80, 'flags'],
  [90, 'exemplars'],
  [113, 'zeroThreshold'],
]);

export const SUMMARY_POINT = tagTable([
  ...COMMON,
  [58, 'attributes'],
  [33, 'count'],
  [41, 'sum'],
  [50, 'quantiles'],
  [64, 'flags'],
]);

/** Exemplar; its filtered_attributes have the place of attributes. */
export const EXEMPLAR = tagTable([
  [58, 'attributes'],
  [17, 'time'],
  [25, 'asDouble'],
  [49, 'asInt'],
  [34, 'spanId'],
  [42, 'traceId'],
]);
