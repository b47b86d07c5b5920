import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseRfc3339 } from '@watchingcat/model';
import fc from 'fast-check';
import { logsToOtlpJson, type SentLog } from '../../../../sources/test/otlpLogs.ts';
import { jsonToProtobuf } from '../../ingest/otlp/jsonToProtobuf.ts';
import { BulkLogs } from './BulkLogs.ts';
import { documentText, logDocument } from './logDocument.ts';
import { readLogs } from './readLogs.ts';

const log = (given: Partial<SentLog> = {}): SentLog => ({
  time: 1_795_495_234_417_123_456n,
  severity: 'info',
  severityText: 'INFO',
  hasSeverityNumber: true,
  service: 'checkout',
  body: 'order placed',
  traceId: 'b99e05138e8bf58f380e141ed0bf3ecc',
  spanId: '15ffc678dcb3b083',
  attributes: new Map<string, string | bigint>([
    ['order.id', 9_007_199_254_740_993n],
    ['order.note', 'a"b'],
  ]),
  resource: new Map([
    ['service.name', 'checkout'],
    ['host.name', 'checkout-1'],
    ['team', 'payments'],
  ]),
  ...given,
});
const otlp = (...logs: readonly SentLog[]) => jsonToProtobuf('logs', Buffer.from(JSON.stringify(logsToOtlpJson(logs))));

describe('a document', () => {
  it('of the layout otel has the fields that the Collector writes', () => {
    const [record] = readLogs(otlp(log()));
    const text = documentText(logDocument(record, 'otel', 0n));
    expect(text).toContain('"order.id":9007199254740993'); // exact, which a double is not
    expect(JSON.parse(text)).toMatchObject({
      '@timestamp': '2026-11-24T04:40:34.417123456Z',
      data_stream: { type: 'logs', dataset: 'generic.otel', namespace: 'default' },
      severity_text: 'INFO',
      severity_number: 9,
      trace_id: 'b99e05138e8bf58f380e141ed0bf3ecc',
      span_id: '15ffc678dcb3b083',
      body: { text: 'order placed' },
      attributes: { 'order.note': 'a"b' },
      resource: { attributes: { 'service.name': 'checkout', 'host.name': 'checkout-1', team: 'payments' } },
      scope: { name: 'contract' },
    });
  });

  it('of the layout ecs has the names of the Elastic Common Schema', () => {
    const [record] = readLogs(otlp(log()));
    expect(JSON.parse(documentText(logDocument(record, 'ecs', 0n)))).toEqual({
      '@timestamp': '2026-11-24T04:40:34.417123456Z',
      message: 'order placed',
      'log.level': 'INFO',
      'event.severity': 9,
      'trace.id': 'b99e05138e8bf58f380e141ed0bf3ecc',
      'span.id': '15ffc678dcb3b083',
      'service.name': 'checkout',
      'host.name': 'checkout-1',
      labels: { team: 'payments', order_note: 'a"b' },
      numeric_labels: { order_id: 9007199254740992 },
    });
  });

  it('is one line of JSON with the exact time, whatever is logged', () => {
    const anyLog = fc.record({
      time: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }),
      body: fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
    });
    fc.assert(
      fc.property(anyLog, fc.constantFrom('otel' as const, 'ecs' as const), (given, layout) => {
        const [record] = readLogs(otlp(log(given)));
        const text = documentText(logDocument(record, layout, 0n));
        expect(text).not.toContain('\n');
        const document = JSON.parse(text) as { '@timestamp': string; message?: string; body?: { text: string } };
        expect(parseRfc3339(document['@timestamp'])).toBe(given.time);
        expect(document.message ?? document.body?.text).toBe(given.body);
      }),
    );
  });
});

describe('BulkLogs', () => {
  let engine: Server;
  let url: string;
  let bulks: string[][];
  /** Status of each answer, then of each item; 200 and 201 when there is none left. */
  let answers: (number | number[])[];

  beforeAll(async () => {
    engine = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        const lines = body.trimEnd().split('\n');
        bulks.push(lines);
        const answer = answers.shift() ?? [];
        if (typeof answer === 'number') return response.writeHead(answer).end();
        const items = Array.from({ length: lines.length / 2 }, (_, index) => {
          const status = answer[index] ?? 201;
          return { create: { status, ...(status >= 400 && { error: { reason: 'failed to parse' } }) } };
        });
        return response.end(JSON.stringify({ errors: false, items }));
      });
    });
    await new Promise<void>((resolve) => engine.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(engine.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    bulks = [];
    answers = [];
  });
  afterAll(() => void engine.close());

  const writer = () => new BulkLogs({ url, index: 'logs-test', layout: 'otel', backOffMs: () => 1 });

  it('creates each record once in the index', async () => {
    expect(await writer().export('logs', otlp(log(), log()))).toEqual({ accepted: 2, rejected: 0, message: '' });
    const [first, , second] = bulks[0].map((line) => JSON.parse(line) as { create: { _index: string; _id: string } });
    expect(first.create._index).toBe('logs-test');
    expect(first.create._id).not.toBe(second.create._id);
  });

  it('sends again what the engine had no time for, under the same id, and only that', async () => {
    answers = [503, [201, 429]];
    expect(await writer().export('logs', otlp(log(), log()))).toMatchObject({ accepted: 2, rejected: 0 });
    expect(bulks.map((lines) => lines.length / 2)).toEqual([2, 2, 1]);
    expect(bulks[2][0]).toBe(bulks[1][2]);
  });

  it('takes a record that is there already for written', async () => {
    answers = [[409]];
    expect(await writer().export('logs', otlp(log()))).toMatchObject({ accepted: 1, rejected: 0 });
  });

  it('says which records were refused for good, and why', async () => {
    answers = [[201, 400]];
    expect(await writer().export('logs', otlp(log(), log()))).toEqual({
      accepted: 1,
      rejected: 1,
      message: 'failed to parse',
    });
  });

  it('tells the sender to wait when the engine does not take it', async () => {
    answers = [429, 429, 429, 429, 429];
    await expect(writer().export('logs', otlp(log()))).rejects.toMatchObject({
      name: 'SaturatedError',
      retryAfterMs: 5_000,
    });
  });

  it('refuses what is no log', async () => {
    await expect(writer().export('traces', new Uint8Array())).rejects.toThrow('Only logs');
    await expect(writer().export('logs', Uint8Array.of(0xff, 0xff))).rejects.toMatchObject({
      name: 'MalformedOtlpError',
    });
  });
});
