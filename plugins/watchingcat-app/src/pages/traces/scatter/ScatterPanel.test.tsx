import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  buildTrace,
  COMPLETE,
  unixNanoFromMs,
  type SpanDetails,
  type SpansAnswer,
  type Trace,
  type TraceAnswer,
  type TraceQuery,
  type TraceSummary,
} from '@watchingcat/model';
import type { Transport } from '@watchingcat/sources';
import React from 'react';
import { FakeTelemetry } from '../../../testing/FakeTelemetry';
import { renderPage } from '../../../testing/renderPage';
import { TracesPage } from '../TracesPage';

const NOW = Date.now();
const id = (n: number) => n.toString(16).padStart(32, '0');

/** Twenty traces of 100 ms and ten of a second; those run version 2 of the cart. Trace n started n seconds ago. */
class Shop extends FakeTelemetry {
  readonly all = Array.from({ length: 30 }, (_, n): TraceSummary => ({
    traceId: id(n),
    rootService: 'web',
    rootOperation: 'GET /cart',
    start: unixNanoFromMs(NOW - 1_000 * (n + 1)),
    durationMs: this.durationMs(n),
    spans: 2,
    errors: 0,
    services: ['cart', 'web'],
  }));

  versionOf = (n: number) => (n >= 20 ? '2' : '1');

  override tracesAnswer = ({ range, minDurationMs = 0, maxDurationMs = Infinity }: TraceQuery) =>
    Promise.resolve({
      traces: this.all.filter(
        ({ start, durationMs }) =>
          start >= range.start && start < range.end && durationMs >= minDurationMs && durationMs <= maxDurationMs,
      ),
      nextCursor: undefined,
      coverage: COMPLETE,
    });

  override trace(traceId?: string): Promise<TraceAnswer | undefined> {
    return Promise.resolve({ trace: this.traceOf(Number(`0x${traceId}`)), coverage: COMPLETE });
  }

  override spansOfTrace(traceId?: string): Promise<SpansAnswer | undefined> {
    const n = Number(`0x${traceId}`);
    const cart = {
      traceId,
      spanId: 'b',
      parentSpanId: 'a',
      service: 'cart',
      operation: 'load',
      kind: 'server',
      status: 'unset',
      statusMessage: '',
      start: 0n,
      attributes: new Map(),
      resource: new Map([['service.version', this.versionOf(n)]]),
    } as unknown as SpanDetails;
    return Promise.resolve({ spans: [cart], coverage: COMPLETE });
  }

  private durationMs(n: number): number {
    return n < 20 ? 100 : 1_000;
  }

  /** The cart takes 80 % of each. */
  private traceOf(n: number): Trace {
    const ns = this.durationMs(n) * 1e6;
    return buildTrace({
      traceId: id(n),
      spanIds: ['a', 'b'],
      parentSpanIds: ['', 'a'],
      start: [0n, 0n],
      durationNs: [ns, 0.8 * ns],
      service: ['web', 'cart'],
      operation: ['GET /cart', 'load'],
      kind: [2, 2],
      status: [0, 0],
      hasLinks: [0, 0],
      events: { row: [], time: [], name: [] },
    });
  }
}

const open = (telemetry: FakeTelemetry, address = '/traces?from=now-1h&to=now', server?: Transport) =>
  renderPage(telemetry, { traces: <TracesPage /> }, address, server);
/** The slow ten, to be put into an address. */
const SLOW = `${NOW - 60_000},${NOW + 1_000},900,2000`;
const withSlow = (more = '') => `/traces?from=now-1h&to=now&selection=${SLOW}${more}`;

beforeEach(() => {
  jest.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 800, 232));
  HTMLElement.prototype.setPointerCapture = () => undefined;
});
afterEach(() => jest.restoreAllMocks());

it('keeps a rectangle that was drawn in the address, and Back gives it up', async () => {
  const page = open(new Shop());
  const canvas = await screen.findByRole('img', { name: /Durations of 30 traces/ });
  const at = (type: string, clientX: number, clientY: number) =>
    fireEvent(canvas, new MouseEvent(type, { bubbles: true, clientX, clientY }));
  at('pointerdown', 300, 25);
  at('pointermove', 788, 80);
  at('pointerup', 788, 80);
  const [fromMs, toMs, minMs, maxMs] = page.search().get('selection')!.split(',').map(Number);
  expect(toMs).toBeGreaterThan(fromMs);
  expect(minMs).toBeGreaterThan(100);
  expect(maxMs).toBeGreaterThan(1_000);
  expect(screen.getByText(/^Selected: 10 of the dots/)).toBeInTheDocument();
  await page.back();
  expect(page.search().get('selection')).toBeNull();
  expect(screen.queryByText(/^Selected/)).toBeNull();
});

it('narrows the search to the selection', async () => {
  const telemetry = new Shop();
  const page = open(telemetry, withSlow('&analysis=path'));
  await userEvent.click(await screen.findByRole('button', { name: 'Narrow the search to these' }));
  expect(Object.fromEntries(page.search())).toEqual({
    from: String(NOW - 60_000),
    to: String(NOW + 1_000),
    q: '{ traceDuration >= 900ms && traceDuration <= 2s }',
  });
  expect(telemetry.asked.traces.at(-1)).toMatchObject({
    traceQl: '{ traceDuration >= 900ms && traceDuration <= 2s }',
  });
});

it('selects by keys alone: arrows move, Shift draws, Enter selects, Escape gives up', async () => {
  const page = open(new Shop());
  const scatter = await screen.findByRole('application', { name: /Arrow keys move/ });
  act(() => scatter.focus());
  await userEvent.keyboard('{ArrowUp}');
  expect(within(scatter).getByRole('status')).toHaveTextContent(/^\d\d:\d\d:\d\d, \d+ ms$/);
  await userEvent.keyboard('{Shift>}{ArrowRight}{ArrowRight}{ArrowUp}{ArrowUp}');
  expect(within(scatter).getByRole('status')).toHaveTextContent(/: 0 traces$/);
  await userEvent.keyboard('{/Shift}{Enter}');
  expect(page.search().get('selection')).toMatch(/^\d+,\d+,[\d.]+,[\d.]+$/);
  await userEvent.keyboard('{Escape}');
  expect(page.search().get('selection')).toBeNull();
});

describe('what sets these apart', () => {
  it('says it in a sentence, with examples that open and a filter', async () => {
    const page = open(new Shop(), withSlow());
    await userEvent.click(await screen.findByRole('button', { name: 'What sets these apart?' }));
    expect(page.search().get('analysis')).toBe('outliers');
    const list = await screen.findByRole('list', { name: 'What sets the selection apart' });
    expect(list).toHaveTextContent(
      /cart › resource.service.version is 2 in 100 % of the selection and 0 % of the rest/,
    );
    expect(screen.getByText(/Compared 10 selected traces with 20 others/)).toBeInTheDocument();
    const [example] = within(list).getAllByRole('link', { name: /^Open trace/ });
    expect(example).toHaveAttribute('href', `/a/watchingcat-app/traces/${id(20)}?from=now-1h&to=now`);
    const bound = 'resource.service.name = "cart" && (resource.service.version = 2 || resource.service.version = "2")';
    await userEvent.click(await within(list).findByRole('button', { name: `Search for ${bound}` }));
    expect(page.search().get('q')).toBe(`{ ${bound} }`);
  });

  it('says plainly when nothing does', async () => {
    const telemetry = new Shop();
    telemetry.versionOf = () => '1';
    open(telemetry, withSlow('&analysis=outliers'));
    expect(await screen.findByText(/Nothing that is known of these traces sets them apart/)).toBeInTheDocument();
  });

  it('says when there is nothing to compare with', async () => {
    open(new Shop(), `/traces?from=now-1h&to=now&selection=${NOW - 60_000},${NOW + 1_000},1,2000&analysis=outliers`);
    expect(await screen.findByText(/The selection is all of the search/)).toBeInTheDocument();
  });

  it('asks the server where there is one', async () => {
    const asked: unknown[] = [];
    const server: Transport = async ({ path, body }) => {
      asked.push({ path, ...(JSON.parse(body!.text) as object) });
      return {
        status: 200,
        body: {
          selectedItems: 3,
          baselineItems: 4,
          keysTested: 5,
          groups: [],
          outliersLeftOut: 0,
          keysLeftOut: 6,
          selectionCoverage: COMPLETE,
          baselineCoverage: { kind: 'sampled', seen: 4, reason: 'There are more.' },
        },
      };
    };
    open(new Shop(), withSlow('&analysis=outliers&service=cart'), server);
    expect(await screen.findByText(/Compared 3 selected traces with 4 others.*6 rare attributes/)).toBeInTheDocument();
    expect(screen.getByText(/From a sample: of 4 traces. There are more./)).toBeInTheDocument();
    expect(asked).toEqual([
      {
        path: '/api/v1/traces/outliers',
        selection: expect.objectContaining({ q: CART, minDuration: 900, maxDuration: 2_000 }),
        baseline: expect.objectContaining({ q: CART }),
      },
    ]);
  });
});

const CART = '{ resource.service.name = "cart" }';

describe('where the time goes', () => {
  const rows = () =>
    within(screen.getByRole('table', { name: 'Critical path time' }))
      .getAllByRole('row')
      .slice(1);

  it('shows who holds it in all traces of the search, and opens an example', async () => {
    const page = open(new Shop());
    await userEvent.click(await screen.findByRole('button', { name: 'Where does the time go?' }));
    expect(page.search().get('analysis')).toBe('path');
    await screen.findByRole('table', { name: 'Critical path time' });
    expect(rows()[0]).toHaveTextContent(/cart.*load.*80%.*80\.0 ms 80%.*800 ms 80%.*800 ms 80%.*30/);
    expect(screen.getByText(/30 traces, 60 spans · half take 100 ms/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: 'Services' }));
    expect(rows()[1]).toHaveTextContent(/^web20%/);
    expect(within(rows()[0]).getByRole('link')).toHaveAttribute(
      'href',
      expect.stringMatching(/traces\/0{30}1[4-9a-d]/),
    );
  });

  it('is about the selection where there is one', async () => {
    open(new Shop(), withSlow('&analysis=path'));
    expect(await screen.findByText(/10 traces, 20 spans · half take 1\.00 s/)).toBeInTheDocument();
  });

  it('answers what would be if something were faster, and keeps the question in the address', async () => {
    const page = open(new Shop(), withSlow('&analysis=path'));
    await userEvent.click(await screen.findByRole('button', { name: 'What if cart load were faster?' }));
    const whatIf = await screen.findByRole('group', { name: 'What if' });
    expect(page.search().get('whatIf')).toBe('0.5 cart load');
    expect(await within(whatIf).findByText(/40% of the time.*10 of 10; p50 1\.00 s → 600 ms/)).toBeInTheDocument();
    await userEvent.selectOptions(within(whatIf).getByRole('combobox'), 'took no time');
    expect(await within(whatIf).findByText(/80% of the time.*p50 1\.00 s → 200 ms/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Ask nothing' }));
    expect(page.search().get('whatIf')).toBeNull();
  });

  it('can be stopped while it runs, and started again', async () => {
    const telemetry = new Shop();
    const answer = telemetry.trace.bind(telemetry);
    telemetry.trace = () => new Promise(() => undefined);
    open(telemetry, withSlow('&analysis=path'));
    await userEvent.click(await screen.findByRole('button', { name: 'Stop' }));
    expect(screen.getByText(/Stopped before it had an answer/)).toBeInTheDocument();
    telemetry.trace = answer;
    await userEvent.click(screen.getByRole('button', { name: 'Start again' }));
    expect(await screen.findByRole('table', { name: 'Critical path time' })).toBeInTheDocument();
  });

  it('says what failed and what to do', async () => {
    const telemetry = new Shop();
    telemetry.trace = () => Promise.reject(new Error('the network is down'));
    open(telemetry, withSlow('&analysis=path'));
    expect(await screen.findByText('the network is down')).toBeInTheDocument();
  });
});
