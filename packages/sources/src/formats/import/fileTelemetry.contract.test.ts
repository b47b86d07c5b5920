import { TelemetryError, type SpanDetails } from '@watchingcat/model';
import { describeTracesContract } from '../../../test/telemetryContract.ts';
import { fileTelemetry } from './fileTelemetry.ts';

const byTrace = (spans: readonly SpanDetails[]) =>
  [...new Set(spans.map(({ traceId }) => traceId))].map((traceId) => ({
    traceId,
    spans: spans.filter((span) => span.traceId === traceId),
  }));

describeTracesContract('A file', (spans) => fileTelemetry(byTrace([...spans].reverse())));

it('says that a file cannot be searched, and offers nothing but traces', async () => {
  const telemetry = fileTelemetry([]);
  const range = { start: 0n, end: 1n };
  await expect(telemetry.searchTraces({ range })).rejects.toThrow(TelemetryError);
  await expect(telemetry.services(range)).rejects.toMatchObject({ code: 'bad_request' });
  expect(telemetry.capabilities().signals).toEqual(['traces']);
  expect(telemetry.metrics).toBeUndefined();
});
