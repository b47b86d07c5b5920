import {
  dateTime,
  FieldType,
  getDefaultTimeRange,
  LoadingState,
  toDataFrame,
  type PanelData,
  type PanelProps,
} from '@grafana/data';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { shopSpan, shopTrace, TRACE_ID } from '../../components/trace/testing/shopTrace';
import { traceFrame } from '../../datasource/frames/traceFrame';
import { plugin } from './module';
import { DEFAULT_OPTIONS, type TracePanelOptions } from './options';
import { TracePanel } from './TracePanel';

const frame = traceFrame(
  'A',
  shopTrace().spanIds.map((id) => shopSpan(id)!),
  [],
);
const timeRange = { from: dateTime(1), to: dateTime(2), raw: { from: 'now-1h', to: 'now' } };

function show(data: Partial<PanelData>, options: Partial<TracePanelOptions> = {}) {
  const props = {
    data: { series: [], state: LoadingState.Done, timeRange: getDefaultTimeRange(), ...data },
    options: { ...DEFAULT_OPTIONS, ...options },
    timeRange,
    width: 800,
    height: 500,
  } as unknown as PanelProps<TracePanelOptions>;
  return render(<TracePanel {...props} />);
}

it('shows the trace of a frame, its spans from the frame itself, and the way to the app', async () => {
  show({ series: [frame] });
  await userEvent.click(screen.getByRole('row', { name: /charge card/ }));
  expect(await within(screen.getByRole('complementary')).findByText('gold')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Open in WatchingCat' })).toHaveAttribute(
    'href',
    `/a/watchingcat-app/traces/${TRACE_ID}?span=e000000000000005&from=now-1h&to=now`,
  );
});

it('does what its options say', () => {
  show({ series: [frame] }, { showOverview: false, showMinimap: false, openLevels: 1 });
  expect(screen.queryByText('Duration')).toBeNull();
  expect(screen.queryByRole('group', { name: 'Overview of the trace' })).toBeNull();
  expect(screen.getAllByRole('row', { name: /starts at/ })).toHaveLength(1);
});

it('has overview and minimap unless told otherwise', () => {
  show({ series: [frame] });
  expect(screen.getByText('Duration')).toBeInTheDocument();
  expect(screen.getByRole('group', { name: 'Overview of the trace' })).toBeInTheDocument();
});

it('leaves keys alone that were not meant for it', async () => {
  show({ series: [frame] });
  await userEvent.keyboard('c');
  expect(screen.getAllByRole('row', { name: /starts at/ })).toHaveLength(5);
});

it.each<[string, Partial<PanelData>, RegExp]>([
  ['there is no answer yet', { state: LoadingState.Loading }, /Loading the trace/],
  ['the query failed', { state: LoadingState.Error, errors: [{ message: 'no such host' }] }, /no such host/],
  ['nothing was found', {}, /ask a tracing data source/],
  [
    'the answer is no trace',
    { series: [toDataFrame({ fields: [{ name: 'a', type: FieldType.number, values: [1] }] })] },
    /no fields traceID/,
  ],
])('says so when %s', (_, data, text) => {
  show(data);
  expect(screen.getByRole('status')).toHaveTextContent(text);
});

it('is the panel of its module', () => expect(plugin.panel).toBe(TracePanel));
