// Hostile OTLP requests of all signals, as bodies and as HTTP requests with compressions that do not hold what they say.
import fc from 'fast-check';
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { Signal } from '../Ingest.ts';
import { damaged } from './hostileBytes.ts';
import { asJson, asProtobuf, hostileMessage } from './hostileMessages.ts';
import { sdkLog, sdkMetrics, sdkSpan, serialize } from './sdkTelemetry.ts';

export interface HostileBody {
  readonly signal: Signal;
  readonly encoding: 'protobuf' | 'json';
  /** How it was made, to find it again. */
  readonly how: string;
  readonly body: Buffer;
}

export interface HostileRequest extends HostileBody {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

const GOOD: Readonly<Record<Signal, unknown>> = {
  traces: [sdkSpan(), sdkSpan()],
  logs: [sdkLog(), sdkLog()],
  metrics: sdkMetrics(),
};
const NESTED = 20_000;
/** What may stand for any value in JSON. */
const JSON_VALUES = [
  'null',
  'true',
  '-1',
  '1e999',
  '1.5',
  '99999999999999999999999',
  '""',
  '"\\ud800"',
  '"0x10"',
  '[]',
  '{}',
  '[null]',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{}}}',
  '['.repeat(NESTED) + ']'.repeat(NESTED),
  '{"arrayValue":{"values":['.repeat(100) + ']}}'.repeat(100),
];

export function hostileBody(): fc.Arbitrary<HostileBody> {
  return fc.constantFrom<Signal>('traces', 'logs', 'metrics').chain((signal) => {
    const message = hostileMessage(signal);
    const protobuf = message.map((made) => asProtobuf(signal, made));
    const json = message.map((made) => Buffer.from(asJson(made)));
    const good = (encoding: 'protobuf' | 'json'): fc.Arbitrary<Buffer> =>
      fc.constant(Buffer.from(serialize[encoding][signal](GOOD[signal])));
    const kind = (
      encoding: HostileBody['encoding'],
      how: string,
      body: fc.Arbitrary<Buffer>,
    ): fc.Arbitrary<HostileBody> => body.map((bytes) => ({ signal, encoding, how, body: bytes }));
    return fc.oneof(
      { weight: 6, arbitrary: kind('protobuf', 'made of the schema', protobuf) },
      { weight: 6, arbitrary: kind('protobuf', 'an SDK request, damaged', damaged(good('protobuf'))) },
      { weight: 4, arbitrary: kind('protobuf', 'made of the schema, damaged', damaged(protobuf)) },
      { weight: 1, arbitrary: kind('protobuf', 'noise', fc.uint8Array({ maxLength: 300 }).map(Buffer.from)) },
      { weight: 3, arbitrary: kind('json', 'made of the schema', json) },
      { weight: 3, arbitrary: kind('json', 'an SDK request, damaged', damaged(good('json'))) },
      { weight: 3, arbitrary: kind('json', 'an SDK request with other values', otherValues(good('json'))) },
      {
        weight: 1,
        arbitrary: kind(
          'json',
          'any JSON',
          fc.json().map((text) => Buffer.from(text)),
        ),
      },
    );
  });
}

/** JSON in which one value is another. */
function otherValues(whole: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> {
  const change = fc.tuple(whole, fc.nat(), fc.constantFrom(...JSON_VALUES));
  return change.map(([json, which, value]) => {
    const text = json.toString();
    const values = [...text.matchAll(/(?<=:)(?:"[^"]*"|-?\d[\d.]*|true|false|\[|\{)/g)];
    const { 0: old, index } = values[which % values.length];
    const end = old === '[' || old === '{' ? closing(text, index) : index + old.length;
    return Buffer.from(text.slice(0, index) + value + text.slice(end));
  });
}

/** The end of the array or object that opens at `start`; the SDK's own texts have no brackets in strings. */
function closing(text: string, start: number): number {
  let open = 0;
  for (let i = start; i < text.length; i++) {
    if ('[{'.includes(text[i])) open++;
    else if (']}'.includes(text[i]) && --open === 0) return i + 1;
  }
  return text.length;
}

export function hostileRequest(): fc.Arbitrary<HostileRequest> {
  const packed = fc.oneof(
    { weight: 5, arbitrary: fc.constant('none') },
    { weight: 3, arbitrary: fc.constantFrom('gzip', 'zstd', 'deflate') },
    {
      weight: 2,
      arbitrary: fc.constantFrom('gzip, damaged', 'zstd, damaged', 'deflate, damaged', 'gzip, cut', 'zstd, cut'),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom('gzip, by name only', 'zstd, by name only', 'br', 'gzip, something after it'),
    },
  );
  const type = fc.oneof(
    { weight: 20, arbitrary: fc.constant('') },
    {
      weight: 1,
      arbitrary: fc.constantFrom('text/plain', 'application/json', 'application/x-protobuf', 'application/grpc'),
    },
  );
  return fc.tuple(hostileBody(), packed, type, fc.nat()).map(([made, packing, otherType, place]) => {
    const [encoding, fault] = packing.split(', ');
    const contentType = otherType || (made.encoding === 'json' ? 'application/json' : 'application/x-protobuf');
    return {
      ...made,
      how: `${made.how}; ${packing}`,
      path: `/v1/${made.signal}`,
      headers: { 'content-type': contentType, ...(encoding !== 'none' && { 'content-encoding': encoding }) },
      body: pack(made.body, encoding, fault, place),
    };
  });
}

function pack(body: Buffer, encoding: string, fault: string | undefined, place: number): Buffer {
  if (fault === 'by name only' || encoding === 'none' || encoding === 'br') return body;
  const compress = { gzip: gzipSync, zstd: zstdCompressSync, deflate: deflateSync }[encoding] ?? gzipSync;
  const packed = compress(body);
  const at = place % packed.length;
  if (fault === 'cut') return packed.subarray(0, at);
  if (fault === 'damaged') packed[at] ^= 1 << (place % 8);
  return fault === 'something after it' ? Buffer.concat([packed, Buffer.from('something')]) : packed;
}
