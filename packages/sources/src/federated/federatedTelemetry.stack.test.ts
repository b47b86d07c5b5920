// FederatedTelemetry over a real Jaeger and a real Elasticsearch, held to what every Telemetry answers. Without Prometheus: span metrics are
// stamped when the Collector flushes them, not when calls happened; prometheus.stack.test.ts compares those number by number with PromQL.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { spansToOtlpJson } from '@watchingcat/model';
import { isInstalled } from '../../../../scripts/stack/itNeeding.ts';
import { startStack } from '../../../../scripts/stack/startStack.ts';
import { fetchTransport } from '../../test/fetchTransport.ts';
import { indexLogs } from '../../test/logDocuments.ts';
import { startServerProcess } from '../../test/serverProcess.ts';
import { describeTelemetryContract, type ContractContent } from '../../test/telemetryContract.ts';
import { ElasticsearchSource } from '../elasticsearch/elasticsearchSource.ts';
import { JaegerSource } from '../jaeger/jaegerSource.ts';
import { RemoteTelemetry } from '../remoteTelemetry.ts';
import { FederatedTelemetry } from './federatedTelemetry.ts';

/** A file without a test fails; `npm run test:stack` says what is skipped and why. */
if (!isInstalled('jaeger', 'elasticsearch')) it.skip('needs Jaeger and Elasticsearch', () => {});
else {
  const traits = { searchPrecisionNs: 1_000n, keepsLinkAttributes: false };
  describeTelemetryContract('FederatedTelemetry over Jaeger and Elasticsearch', openFederated, traits);
  describeTelemetryContract('the REST API over Jaeger and Elasticsearch', openServer, traits);
}

async function openFederated(content: ContractContent) {
  const { jaegerUrl, elasticsearchUrl, close } = await open(content);
  const sources = {
    jaeger: new JaegerSource(fetchTransport(jaegerUrl)),
    prometheus: undefined,
    elasticsearch: new ElasticsearchSource(fetchTransport(elasticsearchUrl)),
  };
  const pause = (ms: number, signal: AbortSignal) => wait(ms, undefined, { signal }).catch(() => undefined);
  return { telemetry: new FederatedTelemetry(sources, { now: Date.now, pause }), close };
}

/** A server with `read.from: sources`, asked as the pages ask it. */
async function openServer(content: ContractContent) {
  const { jaegerUrl, elasticsearchUrl, close } = await open(content);
  const server = await startServerProcess({
    WATCHINGCAT_READ_FROM: 'sources',
    WATCHINGCAT_SOURCES_JAEGER_URL: jaegerUrl,
    WATCHINGCAT_SOURCES_ELASTICSEARCH_URL: elasticsearchUrl,
  });
  const closeBoth = async () => {
    await server.close();
    await close();
  };
  return { telemetry: new RemoteTelemetry(fetchTransport(server.url)), close: closeBoth };
}

async function open({ spans, logs }: ContractContent) {
  const dir = await mkdtemp(join(tmpdir(), 'watchingcat-federated-'));
  const stack = await startStack({ components: ['jaeger', 'elasticsearch'], dir });
  const close = async () => {
    await stack.close();
    await rm(dir, { recursive: true, force: true });
  };
  try {
    const { status } = await fetchTransport(stack.jaeger!.otlpHttp)({
      method: 'POST',
      path: '/v1/traces',
      body: { contentType: 'application/json', text: JSON.stringify(spansToOtlpJson(spans)) },
    });
    expect(status).toBe(200);
    await indexLogs(stack.elasticsearch!.url, 'logs-contract', 'otel', logs);
    return { jaegerUrl: stack.jaeger!.queryUrl, elasticsearchUrl: stack.elasticsearch!.url, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}
