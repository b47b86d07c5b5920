// What nobody should send: a few thousand hostile requests of all signals, the same at each run. `npm run bench -- hostile` sends many more,
// over HTTP, to a server in a process of its own.
import { join } from 'node:path';
import fc from 'fast-check';
import { silent, temporaryStore } from '../store/testing/temporaryStore.ts';
import { createIngest } from './createIngest.ts';
import type { Ingest } from './Ingest.ts';
import { jsonToProtobuf } from './otlp/jsonToProtobuf.ts';
import { MalformedOtlpError } from './protobuf/ProtobufReader.ts';
import { startOtlpHttp } from './receivers/otlpHttp.ts';
import { hostileBody, hostileRequest, type HostileBody } from './testing/hostileRequests.ts';
import { sdkSpan, serialize } from './testing/sdkTelemetry.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(180_000);

const BODIES = 3_000;
const GOOD = 30;
const REQUESTS = 600;
/** In one insert, more or less. */
const TOGETHER = 500;
const SHOWN = 3;
const SEED = 20_261_126;

/** What is wrong with the outcome; undefined when it is as it should be. */
async function fault(ingest: Ingest, { signal, encoding, body }: HostileBody): Promise<string | undefined> {
  try {
    const protobuf = encoding === 'json' ? jsonToProtobuf(signal, body) : body;
    const { accepted, rejected, message } = await ingest.export(signal, protobuf, 'default');
    if (!(accepted >= 0 && rejected >= 0)) return `${accepted} accepted, ${rejected} rejected`;
    return rejected > 0 && message === '' ? 'rejected without a reason' : undefined;
  } catch (error) {
    return error instanceof MalformedOtlpError && error.message !== '' ? undefined : String(error);
  }
}

const shown = ({ signal, how, body }: HostileBody, problem: string): string =>
  `${signal}, ${how}: ${problem.slice(0, 200)}\n${body.toString('base64').slice(0, 2_000)}`;

async function inGroups<Item>(items: readonly Item[], use: (item: Item) => Promise<void>): Promise<void> {
  for (let i = 0; i < items.length; i += TOGETHER) await Promise.all(items.slice(i, i + TOGETHER).map(use));
}

describe('hostile OTLP', () => {
  let open: Awaited<ReturnType<typeof temporaryStore>>;
  beforeAll(async () => {
    open = await temporaryStore();
  });
  afterAll(() => open.close());

  const storedSpans = async (name: string): Promise<unknown> => {
    const sql = 'SELECT count() AS n FROM spans WHERE SpanName = {name:String}';
    return (await open.store.columns(sql, { parameters: { name } }))['n']?.[0];
  };

  it('is stored, rejected or refused with a reason, and good requests in the same inserts are stored', async () => {
    const ingest = await createIngest(open.store, join(open.dataDir, 'spool'), { flushMs: 20 });
    const problems: string[] = [];
    // Each another one: the same bytes are taken for a repetition, and stored once.
    const good = (n: number) =>
      Buffer.from(serialize.protobuf.traces([sdkSpan({ name: 'beside hostile bodies', attributes: { n } })]));
    const bodies = fc.sample(hostileBody(), { numRuns: BODIES, seed: SEED });
    const mixed = bodies.flatMap((hostile, i): HostileBody[] =>
      i % (BODIES / GOOD) === 0
        ? [hostile, { signal: 'traces', encoding: 'protobuf', how: 'good', body: good(i) }]
        : [hostile],
    );
    await inGroups(mixed, async (body) => {
      const problem = await fault(ingest, body);
      if (problem !== undefined) problems.push(shown(body, problem));
    });
    expect(problems.slice(0, SHOWN)).toEqual([]);
    expect(await storedSpans('beside hostile bodies')).toBe(String(GOOD));
  });

  it('is answered over HTTP with 200 or with a 4xx that says why', async () => {
    const ingest = await createIngest(open.store, join(open.dataDir, 'spool'), { flushMs: 20 });
    const receiver = await startOtlpHttp({ port: 0, ingest, log: silent });
    const problems: string[] = [];
    try {
      const requests = fc.sample(hostileRequest(), { numRuns: REQUESTS, seed: SEED });
      await inGroups(requests, async (hostile) => {
        const response = await fetch(`http://127.0.0.1:${receiver.port}${hostile.path}`, {
          method: 'POST',
          headers: hostile.headers,
          body: new Uint8Array(hostile.body),
        });
        const answer = await response.text();
        const isRefusal = response.status >= 400 && response.status < 500 && answer.length > 0;
        if (response.status !== 200 && !isRefusal) problems.push(shown(hostile, `HTTP ${response.status} ${answer}`));
      });
    } finally {
      await receiver.close();
    }
    expect(problems.slice(0, SHOWN)).toEqual([]);
  });
});
