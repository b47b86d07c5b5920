import { act, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { spansToOtlpJson } from '@watchingcat/model';
import React from 'react';
import { shopSpan, shopTrace, TRACE_ID } from '../../../components/trace/testing/shopTrace';
import { FakeTelemetry } from '../../../testing/FakeTelemetry';
import { renderPage } from '../../../testing/renderPage';
import { TracesPage } from '../TracesPage';
import { FilePage } from './FilePage';
import { forgetFile } from './openedFile';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual<object>('@grafana/runtime'),
  PluginPage: ({ children, pageNav, actions }: { children: React.ReactNode; pageNav: { text: string }; actions: React.ReactNode }) => (
    <>
      <h1>{pageNav.text}</h1>
      {actions}
      {children}
    </>
  ),
})); // prettier-ignore

configure({ asyncUtilTimeout: 10_000 });

const spans = shopTrace().spanIds.map((id) => shopSpan(id)!);
const other = { ...spans[0], traceId: 'f'.repeat(32), operation: 'another' };
const fileOf = (content: unknown, name = 'shop.json') =>
  new File([typeof content === 'string' ? content : JSON.stringify(content)], name, { type: 'application/json' });
const shop = fileOf(spansToOtlpJson(spans));

// As browsers have it and jsdom has not.
beforeAll(() => {
  File.prototype.stream = function (this: File) {
    let isRead = false;
    const read = () =>
      new Promise((resolve) => {
        if (isRead) return resolve({ done: true });
        isRead = true;
        const reader = new FileReader();
        reader.onload = () => resolve({ done: false, value: new Uint8Array(reader.result as ArrayBuffer) });
        reader.readAsArrayBuffer(this);
      });
    return { getReader: () => ({ read }) } as unknown as ReturnType<File['stream']>;
  };
});
beforeEach(() => act(forgetFile));

const open = (address = '/file') =>
  renderPage(new FakeTelemetry(), { file: <FilePage />, traces: <TracesPage /> }, address);
const choose = (file: File) => userEvent.upload(screen.getByLabelText('File of traces'), file, { applyAccept: false });
const drop = (data: object) => fireEvent.drop(window, { dataTransfer: data });

it('is empty after a reload, and says what to do', async () => {
  open();
  expect(await screen.findByText('Open a trace from a file')).toBeInTheDocument();
  expect(screen.getByText(/A reload forgets it/)).toBeInTheDocument();
});

it('opens a file that is chosen on the page of traces, in the trace view and without asking for anything', async () => {
  const page = open('/traces');
  await choose(shop);
  expect(await screen.findByRole('heading', { name: 'frontend: POST /checkout' })).toBeInTheDocument();
  expect(page.address()).toMatch(/^\/file/);
  await userEvent.click(await screen.findByRole('row', { name: /charge card/ }));
  expect(within(await screen.findByRole('complementary', { name: 'Span details' })).getByText(/charge card/)).toBeInTheDocument();
  expect(page.search().get('span')).toBe('e000000000000005');
  await page.back();
  expect(screen.queryByRole('complementary', { name: 'Span details' })).toBeNull();
}); // prettier-ignore

it('opens a file that is dropped anywhere, and shows where it would go', async () => {
  open('/traces');
  const dataTransfer = { types: ['Files'], files: [shop] };
  fireEvent.dragOver(window, { dataTransfer });
  expect(await screen.findByText(/Drop the file/)).toBeInTheDocument();
  drop(dataTransfer);
  expect(await screen.findByRole('row', { name: /charge card/ })).toBeInTheDocument();
  expect(screen.queryByText(/Drop the file/)).toBeNull();
});

it('leaves alone what is dragged and is no file', async () => {
  const page = open('/traces');
  await screen.findByText('Waiting for the first span…');
  fireEvent.dragOver(window, { dataTransfer: { types: ['text/plain'], files: [] } });
  drop({ types: ['text/plain'], files: [] });
  expect(screen.queryByText(/Drop the file/)).toBeNull();
  expect(page.address()).toMatch(/^\/traces/);
});

it('shows one of several traces, and has the choice in the address', async () => {
  const page = open();
  await choose(fileOf(spansToOtlpJson([...spans, other])));
  expect(await screen.findByRole('row', { name: /charge card/ })).toBeInTheDocument();
  await userEvent.click(screen.getByRole('combobox', { name: 'Trace' }));
  await userEvent.click(await screen.findByText('frontend: another, 400 ms'));
  expect(await screen.findByRole('row', { name: /another/ })).toBeInTheDocument();
  expect(page.search().get('trace')).toBe(other.traceId);
  await page.back();
  expect(await screen.findByRole('row', { name: /charge card/ })).toBeInTheDocument();
});

it('says what is wrong with a file, and takes another', async () => {
  open();
  await choose(fileOf('{"hello": 1}', 'notes.json'));
  expect(await screen.findByText(/neither OTLP/)).toBeInTheDocument();
  await choose(shop);
  expect(await screen.findByRole('row', { name: /charge card/ })).toBeInTheDocument();
  expect(screen.queryByText(/neither OTLP/)).toBeNull();
});

it('shows how far it is, and ends when it is told to', async () => {
  const hung = fileOf('{}', 'hung.json');
  hung.stream = () =>
    ({ getReader: () => ({ read: () => new Promise(() => {}) }) }) as unknown as ReturnType<File['stream']>;
  open();
  await choose(hung);
  expect(await screen.findByRole('progressbar', { name: 'Reading the file' })).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(await screen.findByText('Open a trace from a file')).toBeInTheDocument();
});

it('says what was left out', async () => {
  open();
  const otlp = spansToOtlpJson(spans);
  await choose(fileOf(JSON.stringify(otlp).replace(spans[3].spanId, 'broken')));
  expect(await screen.findByText(/A span was left out: expected 16 hexadecimal digits/)).toBeInTheDocument();
  await waitFor(() => expect(screen.getAllByRole('row').length).toBeGreaterThan(0));
});

it('keeps spans of the same id apart', async () => {
  open();
  await choose(fileOf(spansToOtlpJson([...spans, { ...spans[4], operation: 'charge again', start: spans[4].start + 1n }])));
  await userEvent.click(await screen.findByRole('row', { name: /charge again/ }));
  expect(await screen.findByRole('complementary', { name: 'Span details' })).toHaveTextContent('charge again');
}); // prettier-ignore

describe('the tabs of a stored trace', () => {
  const tab = (name: string) => screen.findByRole('tab', { name });

  it('are those of the file, but for logs, which a file has none of', async () => {
    open();
    await choose(shop);
    await tab('Waterfall');
    expect(screen.getAllByRole('tab').map(({ textContent }) => textContent)).toEqual([
      'Waterfall',
      'Flame graph',
      'Critical path',
      'Statistics',
      'Baggage',
    ]);
  });

  it('show the critical path, whose steps lead to the waterfall of the same file', async () => {
    const page = open();
    await choose(shop);
    await userEvent.click(await tab('Critical path'));
    expect(page.search().get('tab')).toBe('path');
    const steps = await screen.findByRole('table', { name: 'Steps of the critical path' });
    await userEvent.click(within(steps).getByText('charge card'));
    expect(page.address()).toMatch(new RegExp(`^/file\\?trace=${TRACE_ID}&span=e000000000000005`));
    expect(await screen.findByRole('complementary', { name: 'Span details' })).toHaveTextContent('charge card');
    await page.back();
    expect(await screen.findByRole('table', { name: 'Steps of the critical path' })).toBeInTheDocument();
  });

  it('show the flame graph', async () => {
    open('/file?tab=flame&show=table');
    await choose(shop);
    expect(await screen.findByRole('table', { name: 'Functions' })).toHaveTextContent('charge card');
  });

  it('count the spans by an attribute of theirs', async () => {
    open('/file?tab=statistics&by=attribute&attribute=customer.tier');
    await choose(shop);
    const table = await screen.findByRole('table', { name: 'Statistics of the trace' });
    expect(within(table).getByText('gold').closest('tr')).toHaveTextContent(/^gold400 ms5/);
  });

  it('show the baggage', async () => {
    open('/file?tab=baggage');
    await choose(fileOf(spansToOtlpJson(spans.map((span) => ({ ...span, attributes: new Map([['baggage.tenant', 'acme']]) }))))); // prettier-ignore
    expect(await screen.findByRole('region', { name: 'Baggage tenant' })).toHaveTextContent('on 5 spans of 4 services');
  });

  it('show clocks put right, or as they were sent', async () => {
    const page = open('/file?tab=path');
    const early = spans.map((span) => (span.service === 'payment' ? { ...span, start: span.start - 200_000_000n } : span)); // prettier-ignore
    await choose(fileOf(spansToOtlpJson(early)));
    await userEvent.click(await screen.findByRole('button', { name: 'Show as sent' }));
    expect(page.search().get('skew')).toBe('off');
  });
});

describe('two traces of a file', () => {
  const slow = spans.map((span) => ({
    ...span,
    traceId: 'e'.repeat(32),
    durationNs: span.parentSpanId === undefined ? span.durationNs + 1e9 : span.durationNs,
  }));
  const both = fileOf(spansToOtlpJson([...spans, ...slow]));

  it('are compared, and Back shows the one again', async () => {
    const page = open();
    await choose(both);
    await userEvent.click(await screen.findByRole('combobox', { name: 'Compare with' }));
    await userEvent.click(await screen.findByText('frontend: POST /checkout, 1.40 s'));
    expect(await screen.findByRole('heading', { name: 'Compare traces' })).toBeInTheDocument();
    expect(await screen.findByText(/B took 1.00 s longer than A: frontend: POST .checkout accounts for 100%/)).toBeInTheDocument();
    expect(page.search().get('with')).toBe('e'.repeat(32));
    await page.back();
    expect(await screen.findByRole('row', { name: /charge card/ })).toBeInTheDocument();
  }); // prettier-ignore

  it('show the attributes of a call in both, and lead to its spans in the file', async () => {
    const page = open(`/file?trace=${TRACE_ID}&with=${'e'.repeat(32)}`);
    await choose(both);
    const table = await screen.findByRole('table', { name: 'What explains the difference' });
    await userEvent.click(within(table).getByText('POST /checkout'));
    expect(page.search().get('with')).toBe('e'.repeat(32));
    const call = await screen.findByRole('complementary', { name: 'The call in both traces' });
    expect(await within(call).findByText('All attributes are the same.')).toBeInTheDocument();
    await userEvent.click(within(call).getByRole('link', { name: 'Open in B' }));
    expect(page.address()).toMatch(new RegExp(`^/file\\?trace=${'e'.repeat(32)}&span=a000000000000001`));
    expect(await screen.findByRole('complementary', { name: 'Span details' })).toHaveTextContent('POST /checkout');
  });
});
