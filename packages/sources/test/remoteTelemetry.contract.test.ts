// RemoteTelemetry against the real server: its own process, its own store, spans and logs sent by OTLP.
import { spansToOtlpJson } from '@watchingcat/model';
import { RemoteTelemetry, serverHealth } from '../src/index.ts';
import { fetchTransport } from './fetchTransport.ts';
import { logsToOtlpJson } from './otlpLogs.ts';
import { startServerProcess } from './serverProcess.ts';
import { describeTelemetryContract } from './telemetryContract.ts';

describeTelemetryContract('RemoteTelemetry', async ({ spans, logs }) => {
  const { url, otlpHttp, close } = await startServerProcess();
  try {
    await send(new URL('/v1/traces', otlpHttp), spansToOtlpJson(spans));
    await send(new URL('/v1/logs', otlpHttp), logsToOtlpJson(logs));
    const transport = fetchTransport(url);
    expect((await serverHealth(transport)).status).toBe('ok');
    return { telemetry: new RemoteTelemetry(transport), close };
  } catch (cause) {
    await close();
    throw cause;
  }
});

async function send(url: URL, request: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const { status } = await fetch(url, { method: 'POST', headers, body: JSON.stringify(request) });
  expect(status).toBe(200);
}
