import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  COMPLETE,
  QueryError,
  TelemetryError,
  unixNanoFromMs,
  type TracesAnswer,
  type TraceSummary,
} from '@watchingcat/model';
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

const editor = () => screen.getByLabelText('Search traces');
/** The query language is a chunk of its own. */
const loaded = () => waitFor(() => expect(screen.getByLabelText('Group by')).toBeEnabled());

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
    open(telemetry, '/traces?q=%7B+.a+%3D+1+%7D&sort=slowest');
    await screen.findByText('GET /1');
    expect(telemetry.asked.traces[0]).toMatchObject({ traceQl: '{ .a = 1 }', sort: 'slowest' });
  });

  it('makes filters of a link a part of the query, before it asks, and without a step in the history', async () => {
    const telemetry = withTraces(trace(1));
    const page = open(
      telemetry,
      '/traces?service=cart&status=error&minDuration=1s&attribute=customer.tier%3Dgold&q=%7B+.a+%3D+1+%7D',
    );
    await screen.findByText('GET /1');
    const query =
      '{ resource.service.name = "cart" && status = error && traceDuration >= 1s && .a = 1 && .customer.tier = "gold" }';
    expect(telemetry.asked.traces.map(({ traceQl }) => traceQl)).toEqual([query]);
    expect(editor()).toHaveValue(query);
    expect(page.search().get('q')).toBe(query);
    expect(page.search().has('service')).toBe(false);
  });

  it('shows the query as filters, and writes what is chosen there into it', async () => {
    const telemetry = withTraces(trace(1));
    const page = open(telemetry, '/traces?q=%7B+status+%3D+error+%26%26+traceDuration+%3E%3D+250ms+%7D');
    await waitFor(() => expect(screen.getByLabelText('Min duration')).toHaveValue('250ms'));
    expect(screen.getByLabelText('Error')).toBeChecked();
    await userEvent.type(screen.getByLabelText('Max duration'), '2s{Enter}');
    const query = '{ status = error && traceDuration >= 250ms && traceDuration <= 2s }';
    expect(page.search().get('q')).toBe(query);
    expect(editor()).toHaveValue(query);
    await waitFor(() => expect(telemetry.asked.traces.at(-1)?.traceQl).toBe(query));
  });

  it('says that a query is more than filters, and keeps its text', async () => {
    open(withTraces(trace(1)), '/traces?q=%7B+.a+%3D+1+%7D+%3E%3E+%7B+.b+%3D+2+%7D');
    expect(await screen.findByText(/Filters cannot show this query/)).toBeInTheDocument();
    expect(editor()).toHaveValue('{ .a = 1 } >> { .b = 2 }');
    expect(screen.queryByLabelText('Min duration')).toBeNull();
  });

  it('runs what is typed with Enter, and says where it has a fault instead', async () => {
    const telemetry = withTraces(trace(1));
    const page = open(telemetry);
    await screen.findByText('GET /1');
    await loaded();
    await userEvent.type(editor(), '{{ duration > "x" }{Enter}');
    expect(await screen.findByText('(at character 14)')).toBeInTheDocument();
    expect(page.search().has('q')).toBe(false);
    expect(editor()).toHaveAttribute('aria-invalid', 'true');
    await userEvent.clear(editor());
    // Not a pair of key and value, for all its equals sign.
    await userEvent.type(editor(), '{{ kin = server }{Enter}');
    expect(await screen.findByText(/Did you mean kind/)).toBeInTheDocument();
    expect(page.search().has('q')).toBe(false);
    await userEvent.clear(editor());
    await userEvent.type(editor(), '{{ duration > 1s }{Enter}');
    expect(page.search().get('q')).toBe('{ duration > 1s }');
    await waitFor(() => expect(telemetry.asked.traces.at(-1)?.traceQl).toBe('{ duration > 1s }'));
  });

  it('shows under its place what only the back-end can refuse', async () => {
    const telemetry = new FakeTelemetry();
    const fault = { from: 2, to: 8, message: 'Jaeger does not give the attributes of links.' };
    telemetry.tracesAnswer = () => Promise.reject(new QueryError(fault.message, [fault]));
    open(telemetry, '/traces?q=%7B+link.a+%3D+1+%7D');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Jaeger does not give the attributes of links. (at character 3)');
  });

  it('offers names and values, which Tab and Enter take', async () => {
    const telemetry = withTraces(trace(1));
    const page = open(telemetry);
    await screen.findByText('GET /1');
    await loaded();
    await userEvent.type(editor(), '{{ resource.service.na');
    expect(
      await screen.findByRole('option', { name: /service\.name\s*attribute/, selected: true }),
    ).toBeInTheDocument();
    await userEvent.keyboard('{Tab}= ');
    await userEvent.click(await screen.findByRole('option', { name: /"cart"/ }));
    await userEvent.type(editor(), '}{Escape}{Enter}');
    expect(page.search().get('q')).toBe('{ resource.service.name = "cart" }');
  });

  it('completes names and values that the back-end has, once typing rests, and asks for each once', async () => {
    const telemetry = withTraces(trace(1));
    telemetry.attributeNamesAnswer = () =>
      Promise.resolve({ names: [{ owner: 'span', name: 'shop.till', spans: 3 }], coverage: COMPLETE });
    telemetry.attributeValuesAnswer = () =>
      Promise.resolve({
        values: [
          { text: '12', type: 'integer', spans: 2 },
          { text: 'the "big" one', type: 'string', spans: 1 },
        ],
        coverage: COMPLETE,
      });
    const page = open(telemetry);
    await screen.findByText('GET /1');
    await loaded();
    await userEvent.type(editor(), '{{ .ti');
    await userEvent.click(await screen.findByRole('option', { name: /span\.shop\.till\s*attribute/ }));
    await userEvent.type(editor(), '= ');
    expect(await screen.findByRole('option', { name: /12\s*value/ })).toBeInTheDocument();
    await userEvent.type(editor(), '"b');
    await userEvent.click(screen.getByRole('option', { name: /big/ }));
    await userEvent.type(editor(), '}{Escape}{Enter}');
    expect(page.search().get('q')).toBe('{ span.shop.till = "the \\"big\\" one" }');
    expect(telemetry.asked.attributeNames).toHaveLength(1);
    expect(telemetry.asked.attributeValues).toEqual([
      expect.objectContaining({ owner: 'span', name: 'shop.till', contains: undefined, limit: 100 }),
    ]);
  });

  it('asks for nothing while typing goes on', async () => {
    const telemetry = withTraces(trace(1));
    open(telemetry);
    await screen.findByText('GET /1');
    await loaded();
    for (const text of ['{ .a = "x', '{ .a = "xy', '{ .a = "xyz'])
      fireEvent.change(editor(), { target: { value: text, selectionStart: text.length } });
    await waitFor(() => expect(telemetry.asked.attributeValues).toHaveLength(1));
    expect(telemetry.asked.attributeValues[0].contains).toBe('xyz');
  });

  it('shows how much of each trace matched, and opens it at the first of the spans', async () => {
    const spanSets = [
      {
        spans: 3,
        groups: [{ name: '.tier', value: 'gold' }],
        aggregates: [{ name: 'max(duration)', value: 2e9 }],
        sample: [{ spanId: 'ab', fields: [{ name: 'span.route', value: '/cart' }] }],
      },
    ];
    open(withTraces(trace(1, { spanSets })), '/traces?q=%7B%7D');
    const [row] = await waitFor(rows);
    expect(row).toHaveTextContent(/gold.*2\.00 s.*\/cart/);
    expect(within(row).getByRole('link', { name: 'Open the first of 3 matched spans' })).toHaveAttribute(
      'href',
      expect.stringContaining(`/traces/${traceId(1)}?span=ab`),
    );
    expect(within(screen.getByRole('table', { name: 'Groups' })).getByText('gold')).toBeInTheDocument();
  });

  it('saves the search under a name, and runs it again', async () => {
    window.localStorage.clear();
    const page = open(withTraces(trace(1)), '/traces?q=%7B+status+%3D+error+%7D');
    await screen.findByText('GET /1');
    await userEvent.click(screen.getByRole('button', { name: 'Saved' }));
    await userEvent.type(screen.getByLabelText('Name of this search'), 'failed{Enter}');
    await userEvent.keyboard('{Escape}');
    await userEvent.clear(editor());
    await userEvent.type(editor(), '{Enter}');
    expect(page.search().has('q')).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Saved' }));
    await userEvent.click(await screen.findByRole('button', { name: 'failed' }));
    expect(page.search().get('q')).toBe('{ status = error }');
  });

  it('groups by a field that is chosen', async () => {
    const page = open(withTraces(trace(1)), '/traces?q=%7B+status+%3D+error+%7D');
    await screen.findByText('GET /1');
    await loaded();
    await userEvent.type(screen.getByLabelText('Group by'), 'rootName{Enter}');
    expect(page.search().get('q')).toBe('{ status = error } | by(rootName)');
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
    await loaded();
    await userEvent.type(editor(), 'http.route=/cart{Enter}');
    expect(page.search().get('q')).toBe('{ .http.route = "/cart" }');
    await waitFor(() => expect(telemetry.asked.traces.at(-1)?.traceQl).toBe('{ .http.route = "/cart" }'));
    await userEvent.click(screen.getByRole('button', { name: 'Remove the filter .http.route = "/cart"' }));
    expect(page.search().has('q')).toBe(false);
    await page.back();
    expect(page.search().get('q')).toBe('{ .http.route = "/cart" }');
  });

  it('shows no more what was typed once, when the query is again as it was before', async () => {
    const page = open(withTraces(trace(1)));
    await screen.findByText('GET /1');
    await loaded();
    await userEvent.type(screen.getByLabelText('Min duration'), '1ms{Enter}');
    expect(page.search().get('q')).toBe('{ traceDuration >= 1ms }');
    await page.back();
    expect(screen.getByLabelText('Min duration')).toHaveValue('');
    await userEvent.type(editor(), 'http.route=/cart{Enter}');
    expect(page.search().get('q')).toBe('{ .http.route = "/cart" }');
    await userEvent.click(screen.getByRole('button', { name: 'Remove the filter .http.route = "/cart"' }));
    expect(editor()).toHaveValue('');
  });

  it('keeps a duration that cannot be read, and says how one is written', async () => {
    const page = open(withTraces(trace(1)));
    await screen.findByText('GET /1');
    await userEvent.type(screen.getByLabelText('Min duration'), 'soon{Enter}');
    expect(screen.getByText('Like 250ms or 1.5s')).toBeInTheDocument();
    expect(screen.getByLabelText('Min duration')).toHaveValue('soon');
    expect(page.search().has('q')).toBe(false);
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
