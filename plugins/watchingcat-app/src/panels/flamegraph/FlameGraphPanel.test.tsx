import {
  createDataFrame,
  dateTime,
  FieldType,
  getDefaultTimeRange,
  LoadingState,
  toDataFrame,
  type DataFrame,
  type PanelData,
  type PanelProps,
} from '@grafana/data';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { shopSpan, shopTrace, TRACE_ID } from '../../components/trace/testing/shopTrace';
import { traceFrame } from '../../datasource/frames/traceFrame';
import { FlameGraphPanel } from './FlameGraphPanel';
import { plugin } from './module';
import { DEFAULT_OPTIONS, type FlameGraphPanelOptions } from './options';
import { flameGraphOfProfile, profileFrameOf } from './profileFrame';

const trace = traceFrame(
  'A',
  shopTrace().spanIds.map((id) => shopSpan(id)!),
  [],
);
/** As Grafana's Pyroscope data source sends it: labels as places in a list. */
const profile = (unit?: string): DataFrame =>
  createDataFrame({
    meta: { preferredVisualisationType: 'flamegraph' },
    fields: [
      { name: 'level', type: FieldType.number, values: [0, 1, 2, 1] },
      { name: 'value', type: FieldType.number, values: [100, 60, 20, 40], config: unit === undefined ? {} : { unit } },
      { name: 'self', type: FieldType.number, values: [0, 40, 20, 40] },
      {
        name: 'label',
        type: FieldType.enum,
        values: [0, 1, 2, 2],
        config: { type: { enum: { text: ['total', 'main.parse', 'runtime.gc'] } } },
      },
    ],
  });
const timeRange = { from: dateTime(1), to: dateTime(2), raw: { from: 'now-1h', to: 'now' } };

function show(data: Partial<PanelData>, options: Partial<FlameGraphPanelOptions> = {}) {
  const props = {
    data: { series: [], state: LoadingState.Done, timeRange: getDefaultTimeRange(), ...data },
    options: { ...DEFAULT_OPTIONS, ...options },
    timeRange,
    width: 800,
    height: 500,
  } as unknown as PanelProps<FlameGraphPanelOptions>;
  return render(<FlameGraphPanel {...props} />);
}
const inView = () =>
  within(screen.getByRole('table', { name: /Frames in view/ }))
    .getAllByRole('rowheader')
    .map((cell) => cell.textContent);

it('shows a trace frame, and the way to the app', async () => {
  show({ series: [trace] });
  expect(inView()).toContain('payment: charge card');
  screen.getByRole('application').focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  expect(screen.getByRole('link', { name: 'Open in WatchingCat' })).toHaveAttribute(
    'href',
    `/a/watchingcat-app/traces/${TRACE_ID}?span=b000000000000002&from=now-1h&to=now`,
  );
});

it('shows the callers and callees of a frame', async () => {
  show({ series: [trace] });
  screen.getByRole('application').focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}c');
  expect(screen.getByRole('region', { name: 'Callers and callees' })).toHaveTextContent('checkout: place order');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  // What is zoomed to among them is no span of the link.
  expect(screen.getByRole('link', { name: 'Open in WatchingCat' })).toHaveAttribute(
    'href',
    `/a/watchingcat-app/traces/${TRACE_ID}?from=now-1h&to=now`,
  );
});

it('shows a profile frame, which has no trace to open', () => {
  show({ series: [profile()] });
  expect(inView()).toEqual(['total', 'main.parse', 'runtime.gc', 'runtime.gc']);
  expect(screen.queryByRole('link')).toBeNull();
});

it('opens as its options say', () => {
  show({ series: [trace] }, { mode: 'time', show: 'both' });
  expect(screen.getByRole('radio', { name: 'By time' })).toBeChecked();
  expect(screen.getByRole('table', { name: 'Functions' })).toBeInTheDocument();
});

it('is a picture without switches when told so', () => {
  show({ series: [trace] }, { showToolbar: false });
  expect(screen.queryByRole('toolbar')).toBeNull();
});

it('leaves keys alone that were not meant for it', async () => {
  show({ series: [trace] });
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(screen.getByRole('status', { name: 'Frame' })).toHaveTextContent('');
});

it.each<[string, Partial<PanelData>, RegExp]>([
  ['there is no answer yet', { state: LoadingState.Loading }, /Loading/],
  ['the query failed', { state: LoadingState.Error, errors: [{ message: 'no such host' }] }, /no such host/],
  ['nothing was found', {}, /ask a tracing data source/],
  [
    'the answer is neither',
    { series: [toDataFrame({ fields: [{ name: 'a', type: FieldType.number, values: [1] }] })] },
    /neither the fields traceID/,
  ],
])('says so when %s', (_, data, text) => {
  show(data);
  expect(screen.getByRole('status')).toHaveTextContent(text);
});

it('is the panel of its module', () => expect(plugin.panel).toBe(FlameGraphPanel));

describe('a profile frame', () => {
  it('is found among others', () => {
    const other = createDataFrame({ fields: [{ name: 'level', values: [1] }] });
    expect(profileFrameOf([other, profile()])?.meta?.preferredVisualisationType).toBe('flamegraph');
    expect(profileFrameOf([other])).toBeUndefined();
  });

  it.each([
    [undefined, '1.50k'],
    ['short', '1.50k'],
    ['ns', '1.50 µs'],
    ['bytes', '1.46 KiB'],
    ['percent', '1500%'],
  ])('with unit %s says %s', (unit, text) => expect(flameGraphOfProfile(profile(unit)).format(1_500)).toBe(text));

  it('takes plain labels, and does without own parts', () => {
    const { frames } = flameGraphOfProfile(
      createDataFrame({
        fields: [
          { name: 'level', values: [0, 1] },
          { name: 'value', values: [10, 4] },
          { name: 'label', values: ['all', 'some'] },
        ],
      }),
    );
    expect(frames.names.map(({ operation }) => operation)).toEqual(['all', 'some']);
    expect([...frames.self]).toEqual([6, 4]);
  });

  it('is compared when it has a right side', () => {
    const frame = profile();
    const right = { name: 'valueRight', type: FieldType.number, config: {}, values: [50, 50, 0, 0] };
    const { frames } = flameGraphOfProfile({ ...frame, fields: [...frame.fields, right] });
    expect([...frames.width]).toEqual([150, 110, 20, 40]);
    expect([...frames.sides!.after.self]).toEqual([0, 50, 0, 0]);
  });
});
