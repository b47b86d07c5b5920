import { join } from 'node:path';
import { createIngest } from '../ingest/createIngest.ts';
import { sdkLog, sdkMetrics, sdkSpan, serialize } from '../ingest/testing/sdkTelemetry.ts';
import { StorageMeter } from './StorageMeter.ts';
import { signalOfTable } from './signalTables.ts';
import { bytesOfSignal, servicesUse, tablesUse } from './storageUse.ts';
import { temporaryStore } from './testing/temporaryStore.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(60_000);

const ofService = (name: string) => ({ resource: { attributes: { 'service.name': name } } });

describe('what the store holds', () => {
  let open: Awaited<ReturnType<typeof temporaryStore>>;
  beforeAll(async () => {
    open = await temporaryStore();
    const ingest = await createIngest(open.store, join(open.dataDir, 'spool'), { flushMs: 1 });
    const spans = ['cart', 'cart', 'cart', 'checkout'].map((name) => sdkSpan(ofService(name)));
    await ingest.export('traces', serialize.protobuf.traces(spans), 'default');
    await ingest.export('logs', serialize.protobuf.logs([sdkLog(ofService('cart'))]), 'default');
    await ingest.export('metrics', serialize.protobuf.metrics(sdkMetrics()), 'default');
    await open.store.execute('CREATE TABLE quotas (A UInt8) ENGINE = MergeTree ORDER BY A');
    await open.store.execute('INSERT INTO quotas VALUES (1), (2)');
  });
  afterAll(() => open.close());

  it('is counted by table, of whatever signal, also where nobody knows the table', async () => {
    const { tables } = await tablesUse(open.store);
    const byName = new Map(tables.map((table) => [table.table, table]));
    expect(byName.get('spans')).toMatchObject({ signal: 'traces', rows: 4, parts: 1 });
    expect(byName.get('red_1m')).toMatchObject({ signal: 'traces', rows: 2 });
    expect(byName.get('trace_index')).toMatchObject({ signal: 'traces', rows: 1 });
    expect(byName.get('logs')).toMatchObject({ signal: 'logs', rows: 1 });
    expect(byName.get('metric_samples')).toMatchObject({ signal: 'metrics', rows: 8 });
    expect(byName.get('resources')).toMatchObject({ signal: undefined });
    expect(byName.get('quotas')).toMatchObject({ signal: undefined, rows: 2, parts: 1 });
    const sizes = tables.map(({ bytes }) => bytes);
    expect(Math.min(...sizes)).toBeGreaterThan(0);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  it('is estimated by service from its share of the rows', async () => {
    const { tables } = await tablesUse(open.store);
    const { services, total } = await servicesUse(open.store, tables);
    const traces = bytesOfSignal(tables, 'traces');
    const metrics = bytesOfSignal(tables, 'metrics');
    const logs = bytesOfSignal(tables, 'logs');
    expect(total).toBe(2);
    const byName = new Map(services.map((service) => [service.service, service]));
    expect(byName.get('cart')).toEqual({
      service: 'cart',
      signals: { traces: { rows: 3, bytes: Math.round(0.75 * traces) }, logs: { rows: 1, bytes: logs } },
      bytes: Math.round(0.75 * traces) + logs,
    });
    expect(byName.get('checkout')).toEqual({
      service: 'checkout',
      signals: { traces: { rows: 1, bytes: Math.round(0.25 * traces) }, metrics: { rows: 9, bytes: metrics } },
      bytes: Math.round(0.25 * traces) + metrics,
    });
  });

  it('is asked of the engine once for all who look within a short time', async () => {
    let nowMs = 0;
    const columns = jest.spyOn(open.store, 'rows');
    const meter = new StorageMeter(open.store, () => nowMs);
    const asked = async (look: () => Promise<unknown>): Promise<number> => {
      columns.mockClear();
      await look();
      return columns.mock.calls.length;
    };
    expect(await asked(() => Promise.all([meter.tables(), meter.tables()]))).toBe(2);
    expect(await asked(meter.tables)).toBe(0);
    nowMs = 2_000;
    expect(await asked(meter.tables)).toBe(2);
    expect(await asked(meter.services)).toBe(3);
    nowMs = 61_999;
    expect(await asked(meter.services)).toBe(0);
    columns.mockRestore();
  });

  it('is asked again after a measurement that failed', async () => {
    const meter = new StorageMeter(open.store, () => 0);
    jest.spyOn(open.store, 'rows').mockRejectedValueOnce(new Error('restarting'));
    await expect(meter.tables()).rejects.toThrow('restarting');
    expect((await meter.tables()).tables.length).toBeGreaterThan(0);
  });
});

it.each([
  ['spans', 'traces'],
  ['red_1m', 'traces'],
  ['edges_1m', 'traces'],
  ['logs', 'logs'],
  ['metric_histograms', 'metrics'],
  ['resources', undefined],
  ['schema_migrations', undefined],
  ['spanish', undefined],
])('the table %s belongs to %s', (table, signal) => expect(signalOfTable(table)).toBe(signal));
