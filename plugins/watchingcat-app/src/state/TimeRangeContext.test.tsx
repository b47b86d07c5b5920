import { act, renderHook } from '@testing-library/react';
import { msFromUnixNano } from '@watchingcat/model';
import React, { type PropsWithChildren } from 'react';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { rawRange, TimeRangeProvider, useTimeRange } from './TimeRangeContext';

function render(search: string, defaultRange?: { from: string; to: string }) {
  const wrapper = ({ children }: PropsWithChildren) => (
    <MemoryRouter
      initialEntries={[`/services${search}`]}
      future={{ v7_startTransition: false, v7_relativeSplatPath: false }}
    >
      <TimeRangeProvider defaultRange={defaultRange}>{children}</TimeRangeProvider>
    </MemoryRouter>
  );
  return renderHook(() => ({ ...useTimeRange(), search: useLocation().search }), { wrapper }).result;
}

const bounds = ({ range }: ReturnType<typeof useTimeRange>) => [msFromUnixNano(range.start), msFromUnixNano(range.end)];

describe('TimeRangeProvider', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('reads Unix milliseconds', () =>
    expect(bounds(render('?from=1700000000000&to=1700003600000').current)).toEqual([
      1_700_000_000_000, 1_700_003_600_000,
    ]));

  it('opens with the configured range where the address names none', () =>
    expect(render('', { from: 'now-6h', to: 'now' }).current.scope).toEqual({ from: 'now-6h', to: 'now' }));

  it.each(['?from=yesterday&to=now', '?from=1700003600000&to=1700000000000'])(
    'takes the last hour for %s',
    (search) => {
      jest.useFakeTimers({ now: 1_700_000_000_000 }); // both ends are read from the clock, one after the other
      const [from = 0, to = 0] = bounds(render(search).current);
      expect(to - from).toBe(3_600_000);
    },
  );

  it('evaluates relative ends again at a refresh only', () => {
    jest.useFakeTimers({ now: 1_700_000_000_000 });
    const result = render('?from=now-1h&to=now');
    const first = result.current.range;
    jest.setSystemTime(1_700_000_060_000);
    act(() => result.current.setRefreshEvery('10s'));
    expect(result.current.range).toBe(first);
    act(() => result.current.refresh());
    expect(bounds(result.current)[1]).toBe(1_700_000_060_000);
  });

  it('refreshes by itself as often as the address says', () => {
    jest.useFakeTimers({ now: 1_700_000_000_000 });
    const result = render('?from=now-1h&to=now&refresh=10s');
    for (const ms of [10_000, 9_000]) act(() => jest.advanceTimersByTime(ms));
    expect(bounds(result.current)[1]).toBe(1_700_000_010_000);
    act(() => jest.advanceTimersByTime(1_000));
    expect(bounds(result.current)[1]).toBe(1_700_000_020_000);
  });

  it('puts range and refresh into the address', () => {
    const result = render('?q=cart');
    act(() => result.current.setRange({ from: 'now-5m', to: 'now' }));
    act(() => result.current.setRefreshEvery('1m'));
    expect(result.current.search).toBe('?q=cart&from=now-5m&to=now&refresh=1m');
  });
});

it('rawRange writes the fractions of a chart as whole milliseconds', () =>
  expect(rawRange({ from: 1700000000000.4, to: 'now' })).toEqual({ from: '1700000000000', to: 'now' }));
