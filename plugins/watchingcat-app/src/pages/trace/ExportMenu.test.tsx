import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { COMPLETE, type SpansAnswer } from '@watchingcat/model';
import { parseTraceFile } from '@watchingcat/sources';
import React from 'react';
import { shopSpan, shopTrace, TRACE_ID } from '../../components/trace/testing/shopTrace';
import { ExportMenu } from './ExportMenu';

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

async function choose(answer: () => Promise<SpansAnswer | undefined>, label: RegExp) {
  render(<ExportMenu loadSpans={answer} />);
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
  await waitFor(() => expect(publish).toHaveBeenCalledWith({ type: AppEvents.alertError.name, payload: ['The trace could not be exported', 'The server does not answer.'] }));
  expect(saved).toEqual([]);
}); // prettier-ignore
