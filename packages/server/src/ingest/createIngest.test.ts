import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../store/Store.ts';
import { StoreError } from '../store/Store.ts';
import { temporaryStore } from '../store/testing/temporaryStore.ts';
import { createIngest } from './createIngest.ts';
import { SaturatedError } from './Ingest.ts';
import { sdkLog, sdkSpan, serialize } from './testing/sdkTelemetry.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(60_000);

const spanNamed = (name: string): Uint8Array => serialize.protobuf.traces([sdkSpan({ name })]);

describe('ingest', () => {
  let open: Awaited<ReturnType<typeof temporaryStore>>;
  let inserted: string[];
  let store: Store;
  /** What the store does before it inserts: nothing, wait, or fail. */
  let beforeInsert: () => Promise<void>;

  beforeAll(async () => {
    open = await temporaryStore();
  });
  afterAll(() => open.close());
  beforeEach(() => {
    inserted = [];
    beforeInsert = () => Promise.resolve();
    // The real store; inserts are counted, and may be held up.
    store = Object.create(open.store, {
      insertNative: {
        value: async (table: string, columns: readonly string[], block: Uint8Array) => {
          await beforeInsert();
          inserted.push(table);
          await open.store.insertNative(table, columns, block);
        },
      },
    }) as Store;
  });

  const stored = async (prefix: string): Promise<unknown> => {
    const sql = 'SELECT count() AS n FROM spans WHERE startsWith(SpanName, {prefix:String})';
    return (await open.store.columns(sql, { parameters: { prefix } }))['n']?.[0];
  };

  it('joins requests into one insert and answers each when it is durable', async () => {
    const ingest = createIngest(store, { flushMs: 50 });
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) => ingest.export('traces', spanNamed(`joined ${i}`), 'default')),
    );
    expect(results).toEqual(Array.from({ length: 20 }, () => ({ accepted: 1, rejected: 0, message: '' })));
    expect(inserted).toEqual(['resources', 'spans']);
    expect(await stored('joined')).toBe('20');
  });

  it('does not wait for more once an insert is large enough', async () => {
    const ingest = createIngest(store, { flushMs: 3_600_000, maxRows: 3 });
    await Promise.all([1, 2, 3].map((i) => ingest.export('traces', spanNamed(`large ${i}`), 'default')));
    expect(await stored('large')).toBe('3');
  });

  it('stores the good requests of a group when another one is malformed', async () => {
    const ingest = createIngest(store, { flushMs: 20 });
    const good = ingest.export('traces', spanNamed('good 1'), 'default');
    const bad = ingest.export('traces', spanNamed('bad').subarray(0, 100), 'default');
    const alsoGood = ingest.export('traces', spanNamed('good 2'), 'default');
    await expect(bad).rejects.toThrow(/at byte \d+$/);
    await Promise.all([good, alsoGood]);
    expect(await stored('good')).toBe('2');
    expect(await stored('bad')).toBe('0');
    expect(ingest.stats().signals.traces).toMatchObject({
      acceptedRequests: 2,
      acceptedRecords: 2,
      malformed: { protobuf: 1 },
    });
  });

  it('fails every request of an insert that failed, and stores what is sent again', async () => {
    const ingest = createIngest(store, { flushMs: 5 });
    beforeInsert = () => Promise.reject(new StoreError('unavailable', 'restarting'));
    const answers = await Promise.allSettled(
      [1, 2].map((i) => ingest.export('traces', spanNamed(`again ${i}`), 'default')),
    );
    expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'rejected']);
    expect(ingest.stats()).toMatchObject({
      accepted: 0,
      queuedRows: 0,
      lastError: { message: 'StoreError: restarting' },
    });
    beforeInsert = () => Promise.resolve();
    await ingest.export('traces', spanNamed('again 1'), 'default');
    expect(inserted).toEqual(['resources', 'spans']);
    expect(await stored('again')).toBe('1');
  });

  it('refuses more than may wait, says when to come back, and takes requests again afterwards', async () => {
    const held: (() => void)[] = [];
    beforeInsert = () => new Promise((resolve) => held.push(resolve));
    const ingest = createIngest(store, { flushMs: 1, maxQueuedBytes: 10_000 });
    const waiting: Promise<unknown>[] = [];
    const refused: unknown[] = [];
    for (let i = 0; i < 100 && refused.length === 0; i++) {
      const answer = ingest.export('traces', spanNamed(`full ${i}`), 'default');
      waiting.push(answer.catch((error: unknown) => refused.push(error)));
      await sleep(0);
    }
    expect(refused[0]).toBeInstanceOf(SaturatedError);
    expect(refused[0]).toMatchObject({ retryAfterMs: 1_000 });
    expect(ingest.stats().queuedBytes).toBeGreaterThan(10_000);
    beforeInsert = () => Promise.resolve();
    for (const release of held) release();
    await Promise.all(waiting);
    await ingest.export('traces', spanNamed('full again'), 'default');
    expect(await stored('full')).toBe(String(waiting.length));
  });

  it('stores what waits when it is drained, and takes nothing more', async () => {
    const ingest = createIngest(store, { flushMs: 3_600_000 });
    const waiting = ingest.export('traces', spanNamed('drained'), 'default');
    expect(ingest.stats()).toMatchObject({ queuedRows: 1, accepted: 0 });
    await ingest.drain();
    expect(await waiting).toEqual({ accepted: 1, rejected: 0, message: '' });
    expect(ingest.stats()).toMatchObject({ queuedRows: 0, queuedBytes: 0, accepted: 1, lagMs: 0 });
    await expect(ingest.export('traces', spanNamed('late'), 'default')).rejects.toThrow('shutting down');
  });

  it('says why records were rejected, by signal', async () => {
    const ingest = createIngest(store, { flushMs: 5 });
    const noId = sdkSpan({ spanContext: () => ({ traceId: 'ab', spanId: 'cd', traceFlags: 1 }) });
    await ingest.export('traces', serialize.protobuf.traces([noId, sdkSpan({ name: 'kept' }), noId]), 'default');
    const { traces, logs } = ingest.stats().signals;
    expect(traces).toMatchObject({ acceptedRecords: 1, refused: {}, malformed: {} });
    expect(traces.rejected).toEqual({ 'the trace id is not 16 bytes that are not all zero': 2 });
    expect(logs.acceptedRequests).toBe(0);
  });

  it('answers a request without records at once', async () => {
    const ingest = createIngest(store, { flushMs: 3_600_000 });
    expect(await ingest.export('metrics', new Uint8Array(0), 'default')).toEqual({
      accepted: 0,
      rejected: 0,
      message: '',
    });
  });

  it('stores more different values in one insert than two bytes can number', async () => {
    const ingest = createIngest(store, { flushMs: 5 });
    const logs = Array.from({ length: 70_000 }, (_, i) =>
      sdkLog({ eventName: `event ${i}`, attributes: { [`key ${i}`]: `value ${i}` }, body: `body ${i}` }),
    );
    await ingest.export('logs', serialize.protobuf.logs(logs), 'many');
    const [row] = await open.store
      .rows(`SELECT uniqExact(EventName) AS events, uniqExact(mapKeys(LogAttributes)[1]) AS keys,
      countIf(replaceOne(EventName, 'event', 'body') = Body AND LogAttributes[replaceOne(EventName, 'event', 'key')] = replaceOne(Body, 'body', 'value')) AS fitting
      FROM logs WHERE Tenant = 'many'`);
    expect(row).toEqual({ events: '70000', keys: '70000', fitting: '70000' });
  });
});
