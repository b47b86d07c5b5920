import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { COMPLETE, type SpansAnswer } from '@watchingcat/model';
import { parseTraceFile } from '@watchingcat/sources';
import React from 'react';
import { shopSpan, shopTrace, TRACE_ID } from '../../components/trace/testing/shopTrace';
import { ExportMenu } from './ExportMenu';
import { partOfTrace, wholeTrace, type ExportSource } from './exportSources';

const publish = jest.fn();
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual<object>('@grafana/runtime'),
  getAppEvents: jest.fn(),
}));

const spans = shopTrace().spanIds.map((id) => shopSpan(id)!);
let saved: Array<{ readonly name: string; readonly blob: Blob }>;
let blob: Blob;

// The browser's own way to a file, which jsdom lacks.
beforeEach(() => {
  saved = [];
  jest.mocked(getAppEvents).mockReturnValue({ publish } as unknown as ReturnType<typeof getAppEvents>);
  URL.createObjectURL = (given) => {
    blob = given as Blob;
    return 'blob:x';
  };
  URL.revokeObjectURL = () => undefined;
  jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, blob });
  });
});

const choose = (answer: () => Promise<SpansAnswer | undefined>, label: RegExp) => chooseOf([wholeTrace(answer)], label);

async function chooseOf(sources: readonly ExportSource[], label: RegExp) {
  render(<ExportMenu sources={sources} />);
  await userEvent.click(screen.getByRole('button', { name: 'Export' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: label }));
}

const textOf = (one: Blob) =>
  new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.readAsText(one);
  });

it('saves every span as it was sent', async () => {
  await choose(() => Promise.resolve({ spans, coverage: COMPLETE }), /OTLP JSON/);
  await waitFor(() => expect(saved).toHaveLength(1));
  expect(saved[0].name).toBe(`trace-${TRACE_ID}.otlp.json`);
  expect(parseTraceFile(await textOf(saved[0].blob)).traces).toEqual([{ traceId: TRACE_ID, spans }]);
  expect(publish).not.toHaveBeenCalled();
});

it.each([
  [/Web page/, 'html', 'text/html'],
  [/Jaeger JSON/, 'jaeger.json', 'application/json'],
  [/CSV/, 'csv', 'text/csv'],
])('saves %s as a file of its type', async (label, extension, type) => {
  await choose(() => Promise.resolve({ spans, coverage: COMPLETE }), label);
  await waitFor(() => expect(saved).toHaveLength(1));
  expect(saved[0].name).toBe(`trace-${TRACE_ID}.${extension}`);
  expect(saved[0].blob.type).toContain(type);
});

it('says when the file lacks spans', async () => {
  await choose(() => Promise.resolve({ spans, coverage: { kind: 'capped', cap: 'MAX_SPANS_AS_OTLP', limit: 5 } }), /CSV/);
  await waitFor(() => expect(publish).toHaveBeenCalledWith({ type: AppEvents.alertWarning.name, payload: ['The file is not complete', expect.stringContaining('Cut at 5 spans')] }));
}); // prettier-ignore

it('says what failed, and saves nothing', async () => {
  await choose(() => Promise.reject(new Error('The server does not answer.')), /CSV/);
  await waitFor(() => expect(publish).toHaveBeenCalledWith({ type: AppEvents.alertError.name, payload: ['It could not be exported', 'The server does not answer.'] }));
  expect(saved).toEqual([]);
}); // prettier-ignore

it('saves a span with all below it, and nothing else', async () => {
  const trace = shopTrace();
  const row = trace.subtreeSize.findIndex((size, at) => at > 0 && size > 1);
  const size = trace.subtreeSize[row];
  const answer = () => Promise.resolve({ spans, coverage: COMPLETE });
  const label = new RegExp(`OTLP JSON: Selected span and the ${size - 1} below it`);
  await chooseOf([partOfTrace(trace, row, answer), wholeTrace(answer)], label);
  await waitFor(() => expect(saved).toHaveLength(1));
  expect(saved[0].name).toBe(`trace-${TRACE_ID}-span-${trace.spanIds[row]}.otlp.json`);
  const [found] = parseTraceFile(await textOf(saved[0].blob)).traces;
  const ids = trace.spanIds.slice(row, row + size);
  expect(found.spans.map(({ spanId }) => spanId).sort()).toEqual([...ids].sort());
});

it('says how many of several traces are in the file', async () => {
  const file = { contentType: 'text/csv', extension: 'csv', text: 'x' };
  const coverage = { kind: 'capped', cap: 'limit', limit: 1_000 } as const;
  await chooseOf([{ label: 'All', load: () => Promise.resolve({ name: 'a', file, coverage, traces: 1_000 }) }], /CSV/);
  const said = expect.stringMatching(/It holds 1\.00k traces\. Cut at 1\.00k traces; there are more\./);
  await waitFor(() => expect(publish).toHaveBeenCalledWith({ type: AppEvents.alertWarning.name, payload: ['The file is not complete', said] }));
}); // prettier-ignore
