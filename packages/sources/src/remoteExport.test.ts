import { COMPLETE } from '@watchingcat/model';
import { askTraceFile } from './remoteExport.ts';
import type { Transport, TransportRequest, TransportResponse } from './transport.ts';

function answering(response: TransportResponse) {
  const asked: TransportRequest[] = [];
  const transport: Transport = async (request) => {
    asked.push(request);
    return response;
  };
  return { transport, asked };
}

const RANGE = { start: 0n, end: 1_000_000_000n };

it('asks for the traces of a search with their order and number, and takes the file as it is', async () => {
  const headers = new Headers({ 'x-watchingcat-traces': '7', 'x-watchingcat-coverage': '{"kind":"capped","cap":"limit","limit":7}' });
  const { transport, asked } = answering({ status: 200, body: '{"a":1}', headers });
  const file = await askTraceFile(transport, { range: RANGE, traceQl: '{}', sort: 'slowest', limit: 7 }, 'otlp');
  expect(file).toEqual({ text: '{"a":1}', traces: 7, coverage: { kind: 'capped', cap: 'limit', limit: 7 } });
  expect(asked[0]).toMatchObject({ method: 'POST', path: '/api/v1/traces/export', answer: 'text' });
  const body = JSON.parse(asked[0].body!.text) as object;
  expect(body).toEqual({ start: '1970-01-01T00:00:00.000000000Z', end: '1970-01-01T00:00:01.000000000Z', q: '{}', sort: 'slowest', limit: 7, format: 'otlp' });
}); // prettier-ignore

it('asks for traces by their ids', async () => {
  const { transport, asked } = answering({ status: 200, body: 'a,b' });
  expect(await askTraceFile(transport, { traceIds: ['1'] }, 'csv')).toEqual({
    text: 'a,b',
    traces: undefined,
    coverage: COMPLETE,
  });
  expect(JSON.parse(asked[0].body!.text)).toEqual({ traceIds: ['1'], format: 'csv' });
});

it('says in the words of the server why there is no file', async () => {
  const body = { type: 'urn:watchingcat:problem:trace-not-found', detail: 'None of these traces is stored.' };
  const { transport } = answering({ status: 404, body });
  const asked = askTraceFile(transport, { traceIds: ['1'] }, 'csv');
  await expect(asked).rejects.toMatchObject({ name: 'TelemetryError', message: 'None of these traces is stored.' });
});

it.each(['no', '{"kind":"new"}'])('refuses %s as what the file lacks', async (text) => {
  const { transport } = answering({ status: 200, body: '', headers: new Headers({ 'x-watchingcat-coverage': text }) });
  await expect(askTraceFile(transport, { traceIds: ['1'] }, 'csv')).rejects.toMatchObject({ code: 'bad_answer' });
});
