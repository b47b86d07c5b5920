import { act, renderHook } from '@testing-library/react';
import { useTimeWindow } from './useTimeWindow';
import type { TimeWindow } from './geometry/timeWindow';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const WHOLE = { fromNs: 0, toNs: 1_000 };
const PART = { fromNs: 100, toNs: 200 };

/** Of a trace of 1,000 ns, with what it reports. */
function timeWindow(zoom: TimeWindow | undefined) {
  const reported: Array<TimeWindow | undefined> = [];
  const report = (next: TimeWindow | undefined) => reported.push(next);
  const hook = renderHook((props) => useTimeWindow(1_000, props.zoom, report), { initialProps: { zoom } });
  return { ...hook, reported };
}

it('shows a change at once and reports it when it rests', () => {
  const { result, reported } = timeWindow(undefined);
  act(() => result.current.setWindow({ fromNs: 50, toNs: 300 }));
  act(() => result.current.setWindow(PART));
  expect(result.current).toMatchObject({ window: PART, isZoomed: true });
  act(() => jest.advanceTimersByTime(1_000));
  expect(reported).toEqual([PART]);
});

it('does not come back after Back', () => {
  const { result, rerender, reported } = timeWindow(undefined);
  act(() => result.current.setWindow(PART));
  act(() => jest.advanceTimersByTime(1_000));
  rerender({ zoom: PART });
  rerender({ zoom: undefined });
  expect(result.current.window).toEqual(WHOLE);
  act(() => jest.advanceTimersByTime(1_000));
  expect(reported).toEqual([PART]);
});

it('goes on from what was changed while the address was written', () => {
  const { result, rerender, reported } = timeWindow(undefined);
  act(() => result.current.setWindow(PART));
  act(() => jest.advanceTimersByTime(1_000));
  act(() => result.current.reset());
  rerender({ zoom: PART }); // the address says it only now
  expect(result.current.window).toEqual(WHOLE);
  act(() => jest.advanceTimersByTime(1_000));
  expect(reported).toEqual([PART, undefined]);
});

it('reports that everything is shown as no zoom', () => {
  const { result, reported } = timeWindow(PART);
  act(() => result.current.reset());
  act(() => jest.advanceTimersByTime(1_000));
  expect(reported).toEqual([undefined]);
});
