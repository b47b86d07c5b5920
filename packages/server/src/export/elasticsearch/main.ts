// OTLP logs into Elasticsearch or OpenSearch: `node main.ts --elasticsearch URL [--listen HOST:PORT] [--mode otel|ecs] [--index NAME]`. A Collector
// sends to it where its own exporter does not fit, as with Elasticsearch 7.10. Prints one line when it takes logs, and ends on SIGINT and SIGTERM
// after what it took is written.
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { countedIngest } from '../../ingest/countedIngest.ts';
import { IngestCounters } from '../../ingest/IngestCounters.ts';
import { startOtlpHttp } from '../../ingest/receivers/otlpHttp.ts';
import { BulkLogs } from './BulkLogs.ts';
import { putIndexTemplate } from './indexTemplate.ts';
import { LAYOUTS } from './logDocument.ts';

const USAGE = 'Use: --elasticsearch http://127.0.0.1:9200 [--listen 127.0.0.1:0] [--mode otel|ecs] [--index NAME]';

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      elasticsearch: { type: 'string' },
      listen: { type: 'string', default: '127.0.0.1:0' },
      mode: { type: 'string', default: 'otel' },
      index: { type: 'string' },
    },
  });
  const { elasticsearch: url = '', listen, mode } = values;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new Error(`--elasticsearch must be a URL, got ${JSON.stringify(url)}. ${USAGE}`);
  const layout = LAYOUTS.find((one) => one === mode);
  if (layout === undefined) throw new Error(`--mode must be otel or ecs, got ${JSON.stringify(mode)}. ${USAGE}`);
  const [, host, port] = /^([^:]+):(\d{1,5})$/.exec(listen) ?? [];
  if (host === undefined || port === undefined)
    throw new Error(`--listen must be host:port, got ${JSON.stringify(listen)}. ${USAGE}`);
  const index = values.index ?? (layout === 'otel' ? 'logs-generic.otel-default' : 'logs-generic-default');

  await putIndexTemplate(url, index, layout);
  const ingest = countedIngest(new BulkLogs({ url, index, layout }), new IngestCounters());
  const receiver = await startOtlpHttp({
    host,
    port: Number(port),
    ingest,
    log: pino({ level: 'warn' }, pino.destination(2)),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void receiver.close().then(() => ingest.drain());
    });
  process.stdout.write(`OTLP logs to Elasticsearch: http://${receiver.host}:${receiver.port}\n`);
}
