import { act, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { spansToOtlpJson } from '@watchingcat/model';
import React from 'react';
import { shopSpan, shopTrace } from '../../../components/trace/testing/shopTrace';
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
  expect(await screen.findByRole('heading', { name: 'shop.json' })).toBeInTheDocument();
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
  await userEvent.click(await screen.findByText('frontend: another'));
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
