import { COMPLETE, type RedPoint } from '@watchingcat/model';
import { durationMax, exemplarFrame, redFrames } from './redFrames';

const point = (startMs: number, calls: number, errors = 0): RedPoint => ({
  startMs,
  calls,
  errors,
  p50Ms: calls === 0 ? undefined : 5,
  p95Ms: calls === 0 ? undefined : 20,
  p99Ms: calls === 0 ? undefined : 50,
});

const values = (points: RedPoint[], nowMs: number) => {
  const frames = redFrames({ stepMs: 60_000, points, coverage: COMPLETE }, nowMs);
  return {
    rate: frames.rate.fields[1]?.values,
    errors: frames.errors.fields[1]?.values,
    p95: frames.duration.fields[2]?.values,
  };
};

describe('redFrames', () => {
  it('divides calls by the step', () => expect(values([point(0, 120)], 1e9).rate).toEqual([2]));

  it('divides calls of the step that is still filling by the time that has passed', () =>
    expect(values([point(0, 120), point(60_000, 40)], 80_000).rate).toEqual([2, 2]));

  it('says nothing of a step that has only begun', () =>
    expect(values([point(60_000, 1)], 60_500).rate).toEqual([null]));

  it('has gaps, not zeros, where there were no calls', () =>
    expect(values([point(0, 0), point(60_000, 10, 5)], 1e9)).toEqual({
      rate: [0, 10 / 60],
      errors: [null, 0.5],
      p95: [null, 20],
    }));
});

describe('examples among the durations', () => {
  const exemplar = (seconds: number, durationMs: number) => ({
    time: BigInt(seconds) * 1_000_000_000n,
    durationMs,
    traceId: `${seconds}`,
    spanId: undefined,
  });

  it('are dots at their own time and duration', () => {
    const [time, duration] = exemplarFrame([exemplar(90, 5), exemplar(91, 700)]).fields;
    expect([time.values, duration.values]).toEqual([
      [90_000, 91_000],
      [5, 700],
    ]);
  });

  it('fit on the axis with all percentiles', () => {
    const red = { stepMs: 60_000, points: [], coverage: COMPLETE };
    expect(durationMax(red, [exemplar(90, 100)])).toBeCloseTo(110);
    expect(durationMax({ ...red, points: [{ ...point(0, 1), p99Ms: 200 }] }, [exemplar(90, 100)])).toBeCloseTo(220);
    expect(durationMax(red, [])).toBeUndefined();
  });
});
