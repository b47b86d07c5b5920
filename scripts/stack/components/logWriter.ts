// Our own writer of OTLP logs between the Collector and Elasticsearch: the Collector's exporter needs Elasticsearch 8.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../paths.ts';
import { startProgram, type Program } from '../processes.ts';
import { untilReady } from './untilReady.ts';

export type LogsLayout = 'otel' | 'ecs';

const WRITER = join(ROOT, 'packages/server/src/export/elasticsearch/main.ts');

/** @returns where it takes OTLP/HTTP */
export async function startLogWriter(
  elasticsearchUrl: string,
  layout: LogsLayout,
  dir: string,
): Promise<{ readonly url: string; readonly running: Program }> {
  const running = await startProgram('The log writer', {
    command: process.execPath,
    args: [WRITER, '--elasticsearch', elasticsearchUrl, '--mode', layout],
    logFile: join(dir, 'log-writer.log'),
    cwd: dir,
  });
  const url = await untilReady(
    running,
    async () => /OTLP logs to Elasticsearch: (\S+)/.exec(await readFile(running.logFile, 'utf8'))?.[1],
  );
  return { url, running };
}
