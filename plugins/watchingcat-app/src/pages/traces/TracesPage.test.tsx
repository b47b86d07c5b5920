import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { COMPLETE, TelemetryError, unixNanoFromMs, type TracesAnswer, type TraceSummary } from '@watchingcat/model';
import React from 'react';
import { FakeTelemetry } from '../../testing/FakeTelemetry';
import { renderPage } from '../../testing/renderPage';
import { TracesPage } from './TracesPage';

const traceId = (n: number) => n.toString(16).padStart(32, 'a');

const trace = (n: number, more: Partial<TraceSummary> = {}): TraceSummary => ({
  traceId: traceId(n),
  rootService: 'frontend',
  rootOperation: `GET /${n}`,
  start: unixNanoFromMs(Date.now() - n * 1_000),
  durationMs: 100 + n,
  spans: 12,
  errors: 0,
  services: ['cart', 'frontend'],
  ...more,
});

const answer = (traces: TraceSummary[], nextCursor?: string): TracesAnswer => ({
  traces,
  nextCursor,
  coverage: COMPLETE,
});

function withTraces(...traces: TraceSummary[]) {
  const telemetry = new FakeTelemetry();
  telemetry.tracesAnswer = () => Promise.resolve(answer(traces));
  return telemetry;
}

const open = (telemetry: FakeTelemetry, address = '/traces') =>
  renderPage(telemetry, { traces: <TracesPage /> }, address);
const rows = () =>
  within(screen.getByRole('table', { name: 'Traces' }))
    .getAllByRole('row')
    .slice(1);

describe('TracesPage', () => {
  it('lists what was found and says that it is all', async () => {
    open(withTraces(trace(1), trace(2, { errors: 3 })));
    expect(await screen.findByText('GET /1')).toBeInTheDocument();
    expect(rows()).toHaveLength(2);
    expect(screen.getByText('All 2 are shown.')).toBeInTheDocument();
    expect(
      screen.getByRole('img', { name: /Durations of 2 traces over time, from 101 ms to 102 ms.*1 with errors/ }),
    ).toBeInTheDocument();
  });

  it('asks for what its address says', async () => {
    const telemetry = withTraces(trace(1));
    open(telemetry, '/traces?service=cart&status=error&minDuration=1s&attribute=customer.tier%3Dgold');
    await screen.findByText('GET /1');
    expect(telemetry.asked.traces[0]).toMatchObject({
      service: 'cart',
      status: 'error',
      minDurationMs: 1000,
      attributes: { 'customer.tier': 'gold' },
    });
  });

  it('opens a pasted trace id, also from within a log line', async () => {
    const page = open(withTraces(trace(1)));
    await screen.findByText('GET /1');
    await userEvent.click(screen.getByLabelText('Search traces'));
    await userEvent.paste(`level=error trace_id=${traceId(7)} msg=failed`);
    expect(page.address()).toBe(`/traces/${traceId(7)}?from=now-1h&to=now`);
  });

  it('turns key=value into a filter that can be taken away, and Back undoes one step', async () => {
    const telemetry = withTraces(trace(1));
    const page = open(telemetry);
    await screen.findByText('GET /1');
    await userEvent.type(screen.getByLabelText('Search traces'), 'http.route=/cart{Enter}');
    expect(page.search().getAll('attribute')).toEqual(['http.route=/cart']);
    await waitFor(() => expect(telemetry.asked.traces.at(-1)?.attributes).toEqual({ 'http.route': '/cart' }));
    await userEvent.click(screen.getByRole('button', { name: 'Remove the filter http.route=/cart' }));
    expect(page.search().getAll('attribute')).toEqual([]);
    page.back();
    expect(page.search().getAll('attribute')).toEqual(['http.route=/cart']);
  });

  it('keeps a duration that cannot be read, and says how one is written', async () => {
    const page = open(withTraces(trace(1)));
    await screen.findByText('GET /1');
    await userEvent.type(screen.getByLabelText('Min duration'), 'soon{Enter}');
    expect(screen.getByText('Like 250ms or 1.5s')).toBeInTheDocument();
    expect(page.search().get('minDuration')).toBe('soon');
  });

  it('sorts by the slowest through its column', async () => {
    const telemetry = withTraces(trace(1));
    const page = open(telemetry);
    await screen.findByText('GET /1');
    await userEvent.click(screen.getByRole('button', { name: 'Duration' }));
    expect(page.search().get('sort')).toBe('slowest');
    await waitFor(() => expect(telemetry.asked.traces.at(-1)?.sort).toBe('slowest'));
  });

  it('loads more behind the cursor', async () => {
    const telemetry = new FakeTelemetry();
    telemetry.tracesAnswer = ({ cursor }) =>
      Promise.resolve(cursor === 'two' ? answer([trace(2)]) : answer([trace(1)], 'two'));
    open(telemetry);
    await userEvent.click(await screen.findByRole('button', { name: 'Load more' }));
    expect(await screen.findByText('GET /2')).toBeInTheDocument();
    expect(rows()).toHaveLength(2);
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
  });

  it('shows a sample of the whole range and the slowest where there are more traces than listed', async () => {
    const telemetry = new FakeTelemetry();
    telemetry.tracesAnswer = ({ sort = 'newest', cursor }) =>
      Promise.resolve(
        {
          newest: answer([trace(1)], 'more'),
          sample: cursor === undefined ? answer([trace(2), trace(3)], 'page 2') : answer([trace(5)], 'ever more'),
          slowest: answer([trace(3), trace(4)], 'more'),
        }[sort],
      );
    open(telemetry, '/traces?from=now-1h&to=now&service=cart');
    expect(await screen.findByText('a selection of 4 traces from the whole range; there are more')).toBeInTheDocument();
    await waitFor(() => expect(telemetry.asked.traces).toHaveLength(12));
    const [listed, ...forDots] = telemetry.asked.traces;
    expect(forDots.slice(0, 3)).toEqual([
      { ...listed, sort: 'sample', limit: 1_000 },
      { ...listed, sort: 'slowest', limit: 100 },
      { ...listed, sort: 'sample', limit: 1_000, cursor: 'page 2' },
    ]);
    expect(forDots.slice(3).map(({ cursor }) => cursor)).toEqual(Array(8).fill('ever more')); // 10,000 dots at most
  });

  it('shows all traces as dots where they are not too many, though the list has only its first page', async () => {
    const telemetry = new FakeTelemetry();
    telemetry.tracesAnswer = ({ sort = 'newest' }) =>
      Promise.resolve(sort === 'sample' ? answer([trace(1), trace(2), trace(3)]) : answer([trace(1)], 'more'));
    open(telemetry);
    expect(await screen.findByRole('img', { name: /Durations of 3 traces/ })).toBeInTheDocument();
    expect(screen.queryByText(/a selection of/)).toBeNull();
  });

  it('opens the trace whose dot is clicked', async () => {
    jest.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 800, 220));
    HTMLElement.prototype.setPointerCapture = () => undefined;
    const page = open(withTraces(trace(1)), '/traces?from=now-1h&to=now');
    const canvas = await screen.findByRole('img', { name: /Durations of 1 trace/ });
    const dot = { bubbles: true, clientX: 787, clientY: 114 };
    fireEvent(canvas, new MouseEvent('pointerdown', dot));
    fireEvent(canvas, new MouseEvent('pointerup', dot));
    expect(page.address()).toBe(`/traces/${traceId(1)}?from=now-1h&to=now`);
    jest.restoreAllMocks();
  });

  it('offers to clear the filters when they leave nothing', async () => {
    const page = open(new FakeTelemetry(), '/traces?service=cart&minDuration=1h');
    await userEvent.click(await screen.findByRole('button', { name: 'Clear the filters' }));
    expect(page.address()).toBe('/traces');
  });

  it('teaches how to send data when there is none at all', async () => {
    open(new FakeTelemetry());
    expect(await screen.findByText('Waiting for the first span…')).toBeInTheDocument();
  });

  it('says what failed and what to do', async () => {
    const telemetry = new FakeTelemetry();
    telemetry.tracesAnswer = () => Promise.reject(new TelemetryError('timeout', 'The search took longer than 25 s'));
    open(telemetry);
    expect(await screen.findByText('The search took longer than 25 s')).toBeInTheDocument();
    expect(screen.getByText('Narrow the time range or the filters, then try again.')).toBeInTheDocument();
  });

  it('calls a trace by what is known while its root has not arrived', async () => {
    open(withTraces(trace(1, { rootService: '', rootOperation: '' })));
    expect(await screen.findByText('(no root span yet)')).toBeInTheDocument();
    expect(rows()[0]).toHaveTextContent('cart');
  });
});
