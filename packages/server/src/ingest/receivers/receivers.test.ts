import { join } from 'node:path';
import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { connect } from 'node:net';
import { once } from 'node:events';
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { StoreError } from '../../store/Store.ts';
import { silent, temporaryStore } from '../../store/testing/temporaryStore.ts';
import { createIngest } from '../createIngest.ts';
import { RefusedError, SaturatedError } from '../Ingest.ts';
import type { Ingest } from '../Ingest.ts';
import { sdkLog, sdkMetrics, sdkSpan, serialize } from '../testing/sdkTelemetry.ts';
import type { Receiver } from './listen.ts';
import { startOtlpGrpc } from './otlpGrpc.ts';
import { startOtlpHttp } from './otlpHttp.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(60_000);

const SPANS = serialize.protobuf.traces([sdkSpan()]);
const MIXED = serialize.json.traces([
  sdkSpan(),
  sdkSpan({ spanContext: () => ({ traceId: 'ab', spanId: 'cd', traceFlags: 1 }) }),
]);
const LIMITS = { maxBodyBytes: 20_000, maxDecompressedBytes: 50_000 };

let ingest: Ingest;
let open: Awaited<ReturnType<typeof temporaryStore>>;
let http: Receiver;
let grpc: Receiver;
/** When set, ingest fails with it: the receivers' answers to a store in trouble. */
let trouble: Error | undefined;

beforeAll(async () => {
  open = await temporaryStore();
  const real = await createIngest(open.store, join(open.dataDir, 'spool'), { flushMs: 1 });
  ingest = {
    ...real,
    export: (...request) => (trouble ? Promise.reject(trouble) : real.export(...request)),
  };
  http = await startOtlpHttp({ port: 0, ingest, log: silent, limits: LIMITS });
  grpc = await startOtlpGrpc({ port: 0, ingest, log: silent, maxMessageBytes: LIMITS.maxBodyBytes });
});
afterAll(async () => {
  await Promise.all([http.close(), grpc.close()]);
  await open.close();
});
afterEach(() => (trouble = undefined));

function post(path: string, body: Uint8Array, headers: Record<string, string>): Promise<Response> {
  return fetch(`http://127.0.0.1:${http.port}${path}`, {
    method: 'POST',
    headers,
    body: body as Uint8Array<ArrayBuffer>,
  });
}

const PROTOBUF = { 'content-type': 'application/x-protobuf' };
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

describe('OTLP over HTTP', () => {
  it.each([
    ['traces', SPANS],
    ['logs', serialize.protobuf.logs([sdkLog()])],
    ['metrics', serialize.protobuf.metrics(sdkMetrics())],
  ])('takes %s as protobuf and answers with an empty response', async (signal, body) => {
    const response = await post(`/v1/${signal}`, body, PROTOBUF);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-protobuf');
    expect(await response.text()).toBe('');
  });

  it.each([
    ['gzip', gzipSync(SPANS)],
    ['zstd', zstdCompressSync(SPANS)],
    ['deflate', deflateSync(SPANS)],
    ['identity', SPANS],
  ])('unpacks %s', async (encoding, body) => {
    expect((await post('/v1/traces', body, { ...PROTOBUF, 'content-encoding': encoding })).status).toBe(200);
  });

  it('answers JSON with JSON, and says which records were rejected and why', async () => {
    const good = await post('/v1/traces', serialize.json.traces([sdkSpan()]), JSON_TYPE);
    expect(await good.json()).toEqual({});
    const mixed = await post('/v1/traces', MIXED, JSON_TYPE);
    expect(mixed.status).toBe(200);
    expect(await mixed.json()).toEqual({
      partialSuccess: {
        rejectedSpans: '1',
        errorMessage: '1 span: the trace id is not 16 bytes that are not all zero',
      },
    });
  });

  it.each([
    ['malformed protobuf', '/v1/traces', SPANS.subarray(0, 60), PROTOBUF, 400, 'protobuf'],
    ['malformed JSON', '/v1/traces', Buffer.from('{'), JSON_TYPE, 400, 'json'],
    ['what is not gzip', '/v1/traces', SPANS, { ...PROTOBUF, 'content-encoding': 'gzip' }, 400, 'unreadable_body'],
    ['an unknown path', '/v1/profiles', SPANS, PROTOBUF, 404, undefined],
    ['a body over the limit', '/v1/traces', Buffer.alloc(LIMITS.maxBodyBytes + 1), PROTOBUF, 413, 'body_too_large'],
    [
      'a body that unpacks to more than the limit',
      '/v1/traces',
      gzipSync(Buffer.alloc(10_000_000)),
      { ...PROTOBUF, 'content-encoding': 'gzip' },
      413,
      'body_too_large',
    ],
    ['another content type', '/v1/traces', SPANS, { 'content-type': 'text/plain' }, 415, 'content_type'],
    ['an unknown encoding', '/v1/traces', SPANS, { ...PROTOBUF, 'content-encoding': 'br' }, 415, 'content_encoding'],
  ])('refuses %s and counts it', async (_what, path, body, headers, expected, kind) => {
    const before = ingest.stats().signals.traces.malformed;
    const response = await post(path, body, headers);
    expect(response.status).toBe(expected);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0);
    const counted = kind === undefined ? {} : { [kind]: (before[kind] ?? 0) + 1 };
    expect(ingest.stats().signals.traces.malformed).toEqual({ ...before, ...counted });
  });

  it('takes POST only', async () => {
    const response = await fetch(`http://127.0.0.1:${http.port}/v1/traces`);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('gives google.rpc.Status in the request’s encoding', async () => {
    expect(await (await post('/v1/traces', Buffer.from('[]'), JSON_TYPE)).json()).toEqual({
      code: 3,
      message: 'The body is not OTLP JSON: the body is not a JSON object',
    });
    const protobuf = Buffer.from(await (await post('/v1/traces', new Uint8Array([10, 9]), PROTOBUF)).arrayBuffer());
    expect(protobuf.subarray(0, 2)).toEqual(Buffer.from([0x08, 3]));
    expect(protobuf.subarray(4).toString()).toBe('A field is longer than what holds it at byte 2');
  });

  it('says when to come back', async () => {
    trouble = new SaturatedError('More data arrives than can be stored', 2_500);
    const saturated = await post('/v1/traces', SPANS, PROTOBUF);
    expect([saturated.status, saturated.headers.get('retry-after')]).toEqual([429, '3']);
    trouble = new StoreError('unavailable', 'restarting');
    const unavailable = await post('/v1/traces', SPANS, PROTOBUF);
    expect([unavailable.status, unavailable.headers.get('retry-after')]).toEqual([503, '2']);
    trouble = new RefusedError('disk_full', 'The disk is full', 30_000);
    const full = await post('/v1/traces', SPANS, PROTOBUF);
    expect([full.status, full.headers.get('retry-after')]).toEqual([503, '30']);
    expect(await full.text()).toContain('The disk is full');
  });

  it('keeps the reason of a failure of its own to itself', async () => {
    trouble = new Error('secret path');
    const response = await post('/v1/traces', SPANS, JSON_TYPE);
    expect(response.status).toBe(400); // protobuf sent as JSON: never reaches ingest
    const failed = await post('/v1/traces', serialize.json.traces([sdkSpan()]), JSON_TYPE);
    expect([failed.status, await failed.json()]).toEqual([
      500,
      { code: 13, message: 'The server failed, its log says why' },
    ]);
  });

  it('goes on after a sender that hangs up in the middle of a body', async () => {
    const socket = connect(http.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      'POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-protobuf\r\ncontent-length: 500\r\n\r\nabc',
    );
    socket.destroy();
    expect((await post('/v1/traces', SPANS, PROTOBUF)).status).toBe(200);
  });

  it('names the port and the variable when the port is taken', async () => {
    await expect(
      startOtlpHttp({
        port: http.port,
        ingest: await createIngest(open.store, join(open.dataDir, 'spool')),
        log: silent,
      }),
    ).rejects.toThrow(
      `OTLP HTTP: port ${http.port} on 127.0.0.1 is in use by another program. End it, or choose another port: WATCHINGCAT_OTLP_HTTP_PORT=<port>`,
    );
  });
});

describe('OTLP over gRPC', () => {
  const TRACE = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
  let client: Client;
  beforeAll(() => {
    client = new Client(`127.0.0.1:${grpc.port}`, credentials.createInsecure(), {
      'grpc.default_compression_algorithm': 2, // gzip
    });
  });
  afterAll(() => client.close());

  const call = (path: string, body: Uint8Array): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const asBuffer = (bytes: Buffer): Buffer => bytes;
      client.makeUnaryRequest(path, asBuffer, asBuffer, Buffer.from(body), new Metadata(), {}, (error, value) =>
        error ? reject(error) : resolve(value as Buffer),
      );
    });
  const failure = (path: string, body: Uint8Array): Promise<ServiceError> =>
    call(path, body).then(
      () => Promise.reject(new Error('it was accepted')),
      (error: unknown) => error as ServiceError,
    );

  it.each([
    ['trace.v1.TraceService', SPANS],
    ['logs.v1.LogsService', serialize.protobuf.logs([sdkLog()])],
    ['metrics.v1.MetricsService', serialize.protobuf.metrics(sdkMetrics())],
  ])('takes gzip for %s', async (service, body) => {
    expect(await call(`/opentelemetry.proto.collector.${service}/Export`, body)).toEqual(Buffer.alloc(0));
  });

  it('says which records were rejected', async () => {
    const zeroId = serialize.protobuf.traces([
      sdkSpan({ spanContext: () => ({ traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 1 }) }),
    ]);
    const response = await call(TRACE, zeroId);
    expect(response.subarray(2, 4)).toEqual(Buffer.from([0x08, 1]));
    expect(response.subarray(6).toString()).toBe('1 span: the trace id is not 16 bytes that are not all zero');
  });

  it('refuses malformed and oversized messages', async () => {
    expect(await failure(TRACE, SPANS.subarray(0, 60))).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(await failure(TRACE, Buffer.alloc(LIMITS.maxBodyBytes + 1))).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
    });
    expect(await failure('/opentelemetry.proto.collector.trace.v1.TraceService/Import', SPANS)).toMatchObject({
      code: status.UNIMPLEMENTED,
    });
  });

  it.each([
    [new SaturatedError('full', 1_500), status.RESOURCE_EXHAUSTED, [0x08, 1, 0x10, 0x80, 0xca, 0xb5, 0xee, 0x01]],
    [new StoreError('unavailable', 'restarting'), status.UNAVAILABLE, [0x08, 2, 0x10, 0]],
    [new RefusedError('disk_full', 'The disk is full', 30_000), status.UNAVAILABLE, [0x08, 30, 0x10, 0]],
  ])('sends RetryInfo with %s', async (error, code, duration) => {
    trouble = error;
    const { code: got, metadata } = await failure(TRACE, SPANS);
    expect(got).toBe(code);
    const [details] = metadata.get('grpc-status-details-bin') as [Buffer];
    expect(details.includes('type.googleapis.com/google.rpc.RetryInfo')).toBe(true);
    expect(details.subarray(-duration.length)).toEqual(Buffer.from(duration));
  });

  it('names the port and the variable when the port is taken', async () => {
    await expect(
      startOtlpGrpc({
        port: grpc.port,
        ingest: await createIngest(open.store, join(open.dataDir, 'spool')),
        log: silent,
      }),
    ).rejects.toThrow(
      `OTLP gRPC: port ${grpc.port} on 127.0.0.1 is in use by another program. End it, or choose another port: WATCHINGCAT_OTLP_GRPC_PORT=<port>`,
    );
  });
});
