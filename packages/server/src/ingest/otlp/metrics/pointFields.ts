// Fields of data points and exemplars (opentelemetry/proto/metrics/v1/metrics.proto) by position; the types of points differ only in field
// numbers, so one reader with a table of tags reads them all.
import type { ProtobufReader } from '../../protobuf/ProtobufReader.ts';
import { FieldRanges } from '../FieldRanges.ts';

const FIXED = ['start', 'time', 'asDouble', 'asInt', 'count', 'sum', 'zeroCount', 'zeroThreshold'] as const;
const REPEATED = ['attributes', 'exemplars', 'counts', 'bounds', 'quantiles'] as const;
const SINGLE = ['positive', 'negative', 'traceId', 'spanId'] as const;

/** A fixed64 field: its position. */
type FixedField = (typeof FIXED)[number];
/** A repeated field: ranges. */
type RepeatedField = (typeof REPEATED)[number];
/** A message or bytes: one range. */
type SingleField = (typeof SINGLE)[number];
interface Range {
  start: number;
  end: number;
}

/** Tags (field number and wire type) of one type of point. */
export type PointTags = ReadonlyMap<number, FixedField | RepeatedField | SingleField | 'flags' | 'scale'>;

function record<Key extends string, Value>(keys: readonly Key[], make: () => Value): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, make()])) as Record<Key, Value>;
}

export class PointFields {
  /** Positions; -1 where absent. */
  readonly at: Record<FixedField, number> = record(FIXED, () => -1);
  readonly ranges: Record<RepeatedField, FieldRanges> = record(REPEATED, () => new FieldRanges());
  /** `start` = `end` where absent. */
  readonly single: Record<SingleField, Range> = record(SINGLE, () => ({ start: 0, end: 0 }));
  flags = 0;
  scale = 0;

  /** Notes where the fields of the message between the reader's position and `end` lie. @throws MalformedOtlpError */
  read(reader: ProtobufReader, end: number, tags: PointTags): void {
    this.#clear();
    while (reader.position < end) {
      const tag = reader.varint();
      const field = tags.get(tag);
      switch (field) {
        case undefined:
          reader.skip(tag, end);
          break;
        case 'flags':
          this.flags = reader.varint() >>> 0;
          break;
        case 'scale':
          this.scale = zigzag(reader.varint());
          break;
        case 'positive':
        case 'negative':
        case 'traceId':
        case 'spanId': {
          const range = this.single[field];
          range.start = reader.delimited(end);
          range.end = reader.position;
          break;
        }
        case 'attributes':
        case 'exemplars':
        case 'counts':
        case 'bounds':
        case 'quantiles':
          // Repeated fixed64 may also come one by one (wire type 1) instead of packed.
          if ((tag & 7) === 1) this.ranges[field].add(reader.position, (reader.position += 8));
          else this.ranges[field].add(reader.delimited(end), reader.position);
          break;
        default:
          this.at[field] = reader.position;
          reader.position += 8;
      }
    }
    reader.endMessage(end);
    // A oneof: the last one counts.
    if (this.at.asInt >= 0 && this.at.asDouble >= 0)
      this.at[this.at.asInt > this.at.asDouble ? 'asDouble' : 'asInt'] = -1;
  }

  #clear(): void {
    for (const field of FIXED) this.at[field] = -1;
    for (const field of REPEATED) this.ranges[field].clear();
    for (const field of SINGLE) this.single[field].start = this.single[field].end = 0;
    this.flags = 0;
    this.scale = 0;
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

export const NUMBER_POINT: PointTags = new Map([
  ...COMMON,
  [58, 'attributes'],
  [33, 'asDouble'],
  [49, 'asInt'],
  [42, 'exemplars'],
  [64, 'flags'],
]);

export const HISTOGRAM_POINT: PointTags = new Map([
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

export const EXPONENTIAL_POINT: PointTags = new Map([
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

export const SUMMARY_POINT: PointTags = new Map([
  ...COMMON,
  [58, 'attributes'],
  [33, 'count'],
  [41, 'sum'],
  [50, 'quantiles'],
  [64, 'flags'],
]);

/** Exemplar; its filtered_attributes have the place of attributes. */
export const EXEMPLAR: PointTags = new Map([
  [58, 'attributes'],
  [17, 'time'],
  [25, 'asDouble'],
  [49, 'asInt'],
  [34, 'spanId'],
  [42, 'traceId'],
]);
