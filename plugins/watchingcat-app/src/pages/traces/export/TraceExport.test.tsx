import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { COMPLETE, unixNanoFromMs, type TraceSummary } from '@watchingcat/model';
import { parseTraceFile, type Transport } from '@watchingcat/sources';
import React from 'react';
import { shopSpan, shopTrace } from '../../../components/trace/testing/shopTrace';
import { FakeTelemetry } from '../../../testing/FakeTelemetry';
import { renderPage } from '../../../testing/renderPage';
import { saveFile } from '../../trace/saveFile';
import { TracesPage } from '../TracesPage';

jest.mock('../../trace/saveFile', () => ({ saveFile: jest.fn() }));
const publish = jest.fn();
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual<object>('@grafana/runtime'),
  getAppEvents: jest.fn(),
}));
beforeEach(() => {
  jest.clearAllMocks();
  jest.mocked(getAppEvents).mockReturnValue({ publish } as unknown as ReturnType<typeof getAppEvents>);
});

const NOW = Date.now();
const id = (n: number) => n.toString(16).padStart(32, 'a');
const summary = (n: number): TraceSummary => ({
  traceId: id(n),
  rootService: 'web',
  rootOperation: `GET /${n}`,
  start: unixNanoFromMs(NOW - n * 1_000),
  durationMs: 100,
  spans: 2,
  errors: 0,
  services: ['web'],
});
const spans = shopTrace().spanIds.map((spanId) => shopSpan(spanId)!);

function shop(nextCursor?: string) {
  const telemetry = new FakeTelemetry();
  telemetry.tracesAnswer = () => Promise.resolve({ traces: [1, 2, 3].map(summary), nextCursor, coverage: COMPLETE });
  telemetry.spansAnswer = (traceId) =>
    Promise.resolve({ spans: spans.map((span) => ({ ...span, traceId })), coverage: COMPLETE });
  return telemetry;
}

async function open(telemetry: FakeTelemetry, server?: Transport, more = '') {
  renderPage(telemetry, { traces: <TracesPage /> }, `/traces?from=now-1h&to=now${more}`, server);
  await screen.findByText('GET /1');
}

async function save(item: RegExp) {
  await userEvent.click(screen.getByRole('button', { name: 'Export' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: item }));
  await waitFor(() => expect(saveFile).toHaveBeenCalledTimes(1));
  return jest.mocked(saveFile).mock.calls[0][0];
}

it('saves the rows that are chosen, each with all its spans', async () => {
  await open(shop());
  await userEvent.click(screen.getByRole('checkbox', { name: 'Choose row 3' }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Choose row 1' }));
  expect(screen.getByText('2 chosen')).toBeInTheDocument();
  const { name, file } = await save(/OTLP JSON: Chosen rows: 2/);
  expect(name).toBe('traces-2');
  const { traces } = parseTraceFile(file.text);
  expect(traces.map((trace) => [trace.traceId, trace.spans.length])).toEqual([
    [id(1), spans.length],
    [id(3), spans.length],
  ]);
  const payload = ['Exported', 'It holds 2 traces.'];
  expect(publish).toHaveBeenCalledWith({ type: AppEvents.alertSuccess.name, payload });
});

it('chooses all rows at once, and none', async () => {
  await open(shop());
  await userEvent.click(screen.getByRole('checkbox', { name: 'Choose all rows' }));
  expect(screen.getByText('3 chosen')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Choose none' }));
  expect(screen.getByRole('checkbox', { name: 'Choose row 2' })).not.toBeChecked();
});

it('saves the whole search, and says of one with more traces how many are in the file', async () => {
  const telemetry = shop('more');
  await open(telemetry);
  const { file } = await save(/^Web page/);
  expect(file.contentType).toContain('text/html');
  expect(telemetry.asked.traces.at(-1)).toMatchObject({ sort: 'newest', limit: 1_000 });
  const payload = ['The file is not complete', expect.stringMatching(/^It holds 3 traces\. Cut at 3 traces/)];
  expect(publish).toHaveBeenCalledWith({ type: AppEvents.alertWarning.name, payload });
});

it('has the server make the file, of what is selected in the scatter', async () => {
  const asked: unknown[] = [];
  const server: Transport = async ({ path, body, answer }) => {
    asked.push({ path, answer, ...(JSON.parse(body!.text) as object) });
    const headers = new Headers({ 'x-watchingcat-traces': '7', 'x-watchingcat-coverage': '{"kind":"complete"}' });
    return { status: 200, body: 'a,b\r\n', headers };
  };
  await open(shop(), server, `&selection=${NOW - 60_000},${NOW},50,2000`);
  const { name, file } = await save(/CSV: Selected in the scatter/);
  expect([name, file.extension, file.text]).toEqual(['traces-7', 'csv', 'a,b\r\n']);
  expect(asked).toEqual([
    expect.objectContaining({ path: '/api/v1/traces/export', answer: 'text', format: 'csv', minDuration: 50, maxDuration: 2_000, limit: 1_000 }),
  ]);
}); // prettier-ignore

it('opens no trace when a box is clicked', async () => {
  await open(shop());
  const [, row] = within(screen.getByRole('table', { name: 'Traces' })).getAllByRole('row');
  await userEvent.click(within(row).getByRole('checkbox'));
  expect(screen.getByText('1 chosen')).toBeInTheDocument();
});
