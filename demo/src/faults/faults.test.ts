import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { answerAdmin } from '../supervisor/admin.ts';
import { delayByFaults, failByFaults, faultIntensity, setActiveFaults } from './active.ts';
import { FaultBoard } from './FaultBoard.ts';
import { FAULT_INFO, FAULT_KINDS, type FaultChange } from './kinds.ts';
import { FaultInputError, parseFault } from './parseFault.ts';

describe('parseFault', () => {
  it.each(FAULT_KINDS)('fills in what is left out of %s with values that it would accept', (kind) => {
    const filled = parseFault({ kind });
    expect(filled).toEqual({ kind, target: FAULT_INFO[kind].targets[0], intensity: FAULT_INFO[kind].initial });
    expect(parseFault({ ...filled, durationSeconds: 60 })).toEqual({ ...filled, durationSeconds: 60 });
  });

  it.each([
    null,
    'latency',
    [],
    { kind: 'clock-skew', intensity: 0 },
    { kind: 'latency', intensity: NaN },
    { kind: '__proto__' },
  ])('refuses %j', (input) => expect(() => parseFault(input)).toThrow(FaultInputError));
});

describe('FaultBoard', () => {
  beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => jest.useRealTimers());
  const board = (changes: FaultChange[] = []) => new FaultBoard((change) => changes.push(change));

  it('ends a fault after its duration, and says so', () => {
    const changes: FaultChange[] = [];
    const on = board(changes);
    const fault = on.start(parseFault({ kind: 'latency', durationSeconds: 5 }));
    expect(fault).toMatchObject({ startedAt: 1_000_000, endsAt: 1_005_000 });
    jest.advanceTimersByTime(4_999);
    expect(on.active).toEqual([fault]);
    jest.advanceTimersByTime(1);
    expect(on.active).toEqual([]);
    expect(changes.map(({ event, reason, at }) => [event, reason, at])).toEqual([
      ['started', 'asked', 1_000_000],
      ['stopped', 'duration over', 1_005_000],
    ]);
  });

  it('reports a fault stopped by hand once', () => {
    const changes: FaultChange[] = [];
    const on = board(changes);
    const { id } = on.start(parseFault({ kind: 'latency', durationSeconds: 5 }));
    expect(on.stop(id)).toHaveLength(1);
    expect(on.stop(id)).toEqual([]);
    jest.advanceTimersByTime(10_000);
    expect(changes).toHaveLength(2);
  });

  it('takes the same kind at two targets but not twice at one', () => {
    const on = board();
    on.start(parseFault({ kind: 'latency', target: 'cart' }));
    on.start(parseFault({ kind: 'latency', target: 'catalog' }));
    expect(() => on.start(parseFault({ kind: 'latency', target: 'cart' }))).toThrow('latency is already on at cart');
    expect(on.stop()).toHaveLength(2);
  });
});

describe('answerAdmin', () => {
  it('starts a scenario with its name on each fault, and answers mistakes with a status', () => {
    const on = new FaultBoard(() => undefined);
    const started = answerAdmin(on, { action: 'start-scenario', input: { name: 'latency', durationSeconds: 9 } });
    expect(started).toMatchObject({
      status: 201,
      body: { faults: [{ kind: 'latency', target: 'cart', scenario: 'latency' }] },
    });
    expect(answerAdmin(on, { action: 'start-scenario', input: { name: 'latency' } }).status).toBe(409);
    expect(answerAdmin(on, { action: 'start-scenario', input: { name: 'nothing' } }).status).toBe(400);
    expect(answerAdmin(on, { action: 'stop', id: 'nothing' }).status).toBe(404);
    expect(answerAdmin(on, { action: 'list' })).toMatchObject({ status: 200, body: { faults: [{ kind: 'latency' }] } });
    expect(answerAdmin(on, { action: 'stop' })).toMatchObject({
      status: 200,
      body: { stopped: [{ kind: 'latency' }] },
    });
  });
});

describe('effects', () => {
  const on = (kind: (typeof FAULT_KINDS)[number], intensity: number) =>
    setActiveFaults([{ id: 'x', kind, target: 'cart', intensity, startedAt: 0 }]);
  afterEach(() => setActiveFaults([]));

  it('touch only their target', async () => {
    on('error-rate', 1);
    expect(() => failByFaults('cart')).toThrow('connection pool exhausted');
    expect(() => failByFaults('catalog')).not.toThrow();
    expect(faultIntensity('error-rate', 'catalog')).toBeUndefined();
    await delayByFaults('cart');
  });

  it('of a bad release are the exception of a forgotten object', () => {
    on('bad-release', 1);
    const attempts = Array.from({ length: 200 }, () => {
      try {
        failByFaults('cart');
        return 'fine';
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(new Set(attempts)).toEqual(new Set(['fine', 'TypeError']));
  });

  it('of a memory leak are bounded and end with it', async () => {
    const script = fileURLToPath(new URL('measureLeak.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script]);
    const { on, off } = JSON.parse(stdout) as { on: number; off: number };
    // 100 requests of 1 MiB each against a bound of 64 MiB.
    expect(on).toBeGreaterThan(63);
    expect(on).toBeLessThan(66);
    expect(off).toBeLessThan(1);
  });
});
