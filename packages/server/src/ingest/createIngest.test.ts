import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FileInsert, Store } from '../store/Store.ts';
import { StoreError } from '../store/Store.ts';
import { temporaryStore } from '../store/testing/temporaryStore.ts';
import { createIngest } from './createIngest.ts';
import { SaturatedError, type Ingest } from './Ingest.ts';
import { sdkLog, sdkSpan, serialize } from './testing/sdkTelemetry.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(60_000);

const spanNamed = (name: string): Uint8Array =>
  serialize.protobuf.traces([sdkSpan({ name, parentSpanContext: undefined })]);
const NO_SPAN = { traceId: 'ab', spanId: 'cd', traceFlags: 1 };

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
      insertFile: {
        value: async (insert: FileInsert) => {
          await beforeInsert();
          inserted.push(insert.table);
          await open.store.insertFile(insert);
        },
      },
    }) as Store;
  });

  const stored = async (prefix: string): Promise<unknown> => {
    const sql = 'SELECT count() AS n FROM spans WHERE startsWith(SpanName, {prefix:String})';
    return (await open.store.columns(sql, { parameters: { prefix } }))['n']?.[0];
  };

  it('joins requests into one insert and answers each when it is durable', async () => {
    const ingest = await createIngest(store, join(open.dataDir, 'spool'), { flushMs: 50 });
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) => ingest.export('traces', spanNamed(`joined ${i}`), 'default')),
    );
    expect(results).toEqual(Array.from({ length: 20 }, () => ({ accepted: 1, rejected: 0, message: '' })));
    expect(inserted).toEqual(['resources', 'spans']);
    expect(await stored('joined')).toBe('20');
  });

  it('does not wait for more once an insert is large enough', async () => {
    const ingest = await createIngest(store, join(open.dataDir, 'spool'), { flushMs: 3_600_000, maxRows: 3 });
    await Promise.all([1, 2, 3].map((i) => ingest.export('traces', spanNamed(`large ${i}`), 'default')));
    expect(await stored('large')).toBe('3');
  });

  it('stores the good requests of a group when another one is malformed', async () => {
    const ingest = await createIngest(store, join(open.dataDir, 'spool'), { flushMs: 20 });
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

  it('puts off the requests of an insert that failed, makes it again by itself, and answers who sends again', async () => {
    const ingest = await createIngest(store, join(open.dataDir, 'spool'), { flushMs: 5 });
    beforeInsert = () => Promise.reject(new StoreError('unavailable', 'restarting'));
    const answers = await Promise.allSettled(
      [1, 2].map((i) => ingest.export('traces', spanNamed(`again ${i}`), 'default')),
    );
    expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'rejected']);
    expect(ingest.stats()).toMatchObject({
      accepted: 0,
      queuedRows: 2,
      lastError: { message: 'StoreError: restarting' },
    });
    beforeInsert = () => Promise.resolve();
    await ingest.export('traces', spanNamed('again 1'), 'default');
    expect(inserted).toEqual(['resources', 'spans']);
    expect(await stored('again')).toBe('2');
  });

  it('gives up an insert that the engine calls wrong, and forgets its requests', async () => {
    const ingest = await createIngest(store, join(open.dataDir, 'spool'), { flushMs: 5 });
    beforeInsert = () => Promise.reject(new StoreError('query', 'no such column'));
    await expect(ingest.export('traces', spanNamed('wrong'), 'default')).rejects.toThrow('no such column');
    while (ingest.stats().queuedRows > 0) await sleep(5);
    beforeInsert = () => Promise.resolve();
    expect(await ingest.export('traces', spanNamed('wrong'), 'default')).toMatchObject({ accepted: 1 });
    expect(await stored('wrong')).toBe('1');
  });

  it('refuses more than may wait, says when to come back, and takes requests again afterwards', async () => {
    const held: (() => void)[] = [];
    beforeInsert = () => new Promise((resolve) => held.push(resolve));
    const ingest = await createIngest(store, join(open.dataDir, 'spool'), { flushMs: 1, maxQueuedBytes: 10_000 });
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
    const ingest = await createIngest(store, join(open.dataDir, 'spool'), { flushMs: 3_600_000 });
    const waiting = ingest.export('traces', spanNamed('drained'), 'default');
    expect(ingest.stats()).toMatchObject({ queuedRows: 1, accepted: 0 });
    await ingest.drain();
    expect(await waiting).toEqual({ accepted: 1, rejected: 0, message: '' });
    expect(ingest.stats()).toMatchObject({ queuedRows: 0, queuedBytes: 0, accepted: 1, lagMs: 0 });
    await expect(ingest.export('traces', spanNamed('late'), 'default')).rejects.toThrow('shutting down');
  });

  it('stores once what is sent again: at the same time, later, and to the next process on the directory', async () => {
    const spool = join(open.dataDir, 'once');
    const ingest = await createIngest(store, spool, { flushMs: 20 });
    const send = (to: Ingest) => to.export('traces', spanNamed('once'), 'default');
    expect(await Promise.all([send(ingest), send(ingest)])).toEqual([
      { accepted: 1, rejected: 0, message: '' },
      { accepted: 1, rejected: 0, message: '' },
    ]);
    expect(await send(ingest)).toEqual({ accepted: 0, rejected: 0, message: '' });
    await ingest.drain();
    const next = await createIngest(store, spool, { flushMs: 20 });
    await send(next);
    expect(inserted).toEqual(['resources', 'spans']);
    expect(await stored('once')).toBe('1');
    expect(await next.export('traces', spanNamed('once'), 'another tenant')).toMatchObject({ accepted: 1 });
  });

  it('says of a request that is sent again how many of its records were rejected', async () => {
    const ingest = await createIngest(store, join(open.dataDir, 'spool'), { flushMs: 5 });
    const body = serialize.protobuf.traces([sdkSpan({ name: 'good' }), sdkSpan({ spanContext: () => NO_SPAN })]);
    expect(await ingest.export('traces', body, 'default')).toMatchObject({ accepted: 1, rejected: 1 });
    expect(await ingest.export('traces', body, 'default')).toEqual({
      accepted: 0,
      rejected: 1,
      message: '1 records were rejected when this request came before',
    });
  });

  it.each(['resources', 'spans'])(
    'stores once what a process left with its insert into %s made and unknown',
    async (table) => {
      const spool = join(open.dataDir, `unknown ${table}`);
      const name = `unknown ${table}`;
      const traceId = Buffer.from(name.padEnd(16).slice(0, 16)).toString('hex');
      const body = serialize.protobuf.traces([
        sdkSpan({
          name,
          spanContext: () => ({ ...NO_SPAN, traceId, spanId: 'b7ad6b7169203331' }),
          resource: { attributes: { 'service.name': name } },
        }),
      ]);
      const broken = {
        async insertFile(insert: FileInsert) {
          await open.store.insertFile(insert);
          if (insert.table === table) throw new StoreError('unavailable', 'The engine ended before it answered');
        },
      };
      const ingest = await createIngest(broken, spool, { flushMs: 5 });
      await expect(ingest.export('traces', body, 'default')).rejects.toThrow('before it answered');
      await ingest.drain();
      const next = await createIngest(open.store, spool, { flushMs: 5 });
      expect(await next.export('traces', body, 'default')).toMatchObject({ accepted: 0 });
      expect(await stored(name)).toBe('1');
      const sql = `SELECT (SELECT sum(Calls) FROM red_1m WHERE SpanName = {name:String}) AS calls,
      (SELECT sum(Spans) FROM trace_index WHERE TraceId = unhex({traceId:String})) AS spans,
      (SELECT sum(Calls) FROM red_services_1m WHERE ServiceName = {name:String}) AS serviceCalls`;
      expect(await open.store.rows(sql, { parameters: { name, traceId } })).toEqual([
        { calls: '1', spans: '1', serviceCalls: '1' },
      ]);
      expect((await readdir(spool)).sort()).toEqual(['stored.requests']);
    },
  );

  it('says why records were rejected, by signal', async () => {
    const ingest = await createIngest(store, join(open.dataDir, 'spool'), { flushMs: 5 });
    const noId = sdkSpan({ spanContext: () => ({ traceId: 'ab', spanId: 'cd', traceFlags: 1 }) });
    await ingest.export('traces', serialize.protobuf.traces([noId, sdkSpan({ name: 'kept' }), noId]), 'default');
    const { traces, logs } = ingest.stats().signals;
    expect(traces).toMatchObject({ acceptedRecords: 1, refused: {}, malformed: {} });
    expect(traces.rejected).toEqual({ 'the trace id is not 16 bytes that are not all zero': 2 });
    expect(logs.acceptedRequests).toBe(0);
  });

  it('takes requests while the store cannot take what another process left, and answers for that once it is stored', async () => {
    const spool = join(open.dataDir, 'slow recovery');
    let isDown = true;
    const store = {
      async insertFile(insert: FileInsert) {
        if (isDown) throw new StoreError('unavailable', 'no space left');
        await open.store.insertFile(insert);
      },
    };
    const first = await createIngest(store, spool, { flushMs: 5 });
    await expect(first.export('traces', spanNamed('left behind'), 'default')).rejects.toThrow('no space left');
    await first.drain();
    const next = await createIngest(store, spool, { flushMs: 5 });
    const again = next.export('traces', spanNamed('left behind'), 'default');
    await expect(next.export('traces', spanNamed('new'), 'default')).rejects.toThrow('no space left');
    isDown = false;
    expect(await again).toEqual({ accepted: 0, rejected: 0, message: '' });
    expect(await stored('left behind')).toBe('1');
    await next.drain();
  });

  it('answers a request without records at once', async () => {
    const ingest = await createIngest(store, join(open.dataDir, 'spool'), { flushMs: 3_600_000 });
    expect(await ingest.export('metrics', new Uint8Array(0), 'default')).toEqual({
      accepted: 0,
      rejected: 0,
      message: '',
    });
  });

  it('stores more different values in one insert than two bytes can number', async () => {
    const ingest = await createIngest(store, join(open.dataDir, 'spool'), { flushMs: 5 });
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
