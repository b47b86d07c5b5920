import { TelemetryError } from '@watchingcat/model';
import { withGrace } from './withGrace.ts';

const never = () => new Promise<void>(() => {});
const atOnce = () => Promise.resolve();

describe('withGrace', () => {
  it('gives the answer that comes in time', async () => {
    expect(await withGrace('names', never, () => Promise.resolve(7))).toEqual({
      value: 7,
      coverage: { kind: 'complete' },
    });
  });

  it('goes on without one that is late, says so, and aborts it', async () => {
    let asked: AbortSignal | undefined;
    const late = await withGrace('names of Jaeger', atOnce, (signal) => {
      asked = signal;
      return new Promise<number>(() => {});
    });
    expect(late).toEqual({
      value: undefined,
      coverage: { kind: 'partial', reason: 'Without names of Jaeger: No answer within 3 s.' },
    });
    expect(asked?.aborted).toBe(true);
  });

  it('goes on without one that fails, and says what it said', async () => {
    const failing = () => Promise.reject(new TelemetryError('unreachable', 'Jaeger cannot be reached.'));
    expect(await withGrace('names', never, failing)).toMatchObject({
      coverage: { reason: 'Without names: Jaeger cannot be reached.' },
    });
  });

  it('does not hide a mistake of ours', async () => {
    await expect(withGrace('names', never, () => Promise.reject(new RangeError('wrong')))).rejects.toThrow('wrong');
  });

  it('rejects when the caller aborts', async () => {
    const abort = new AbortController();
    const answer = withGrace(
      'names',
      never,
      (signal) =>
        new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
      abort.signal,
    );
    abort.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });
});
