// One node of Elasticsearch or OpenSearch by the codelibs runner. The runner takes the first free port above its base, so the port is
// read from the node's own log instead of guessed.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TITLES } from '../components.ts';
import type { InstalledSearchEngine, SearchEngine as Name } from '../install/searchEngines.ts';
import { startProgram, type Program } from '../processes.ts';
import { searchEngineBase } from './ports.ts';
import { answers, untilReady } from './untilReady.ts';

/**
 * Without the module of analyzers for languages: it asks for Thai when the first index is created, which the trimmed Java 21 that may run
 * OpenSearch 3 lacks (install/java.ts). The standard analyzer is in the core.
 */
const OPENSEARCH_3_MODULES = [
  'org.opensearch.index.mapper.MapperExtrasModulePlugin',
  'org.opensearch.index.reindex.ReindexModulePlugin',
  'org.opensearch.transport.Netty4ModulePlugin',
].join(',');

export interface SearchEngine {
  readonly url: string;
}

const HEAP = ['-Xms512m', '-Xmx512m'];
/** A nearly full disk would make every index read-only, which says nothing about us. */
const SETTINGS = 'cluster.routing.allocation.disk.threshold_enabled: false\n';

/** The port on which a node says that it serves HTTP, undefined before it does. Its transport's line looks alike. */
export function httpPort(log: string): number | undefined {
  const found = /HttpServerTransport\s*\].*publish_address \{[^}]*:(\d+)\}/.exec(log);
  return found ? Number(found[1]) : undefined;
}

export async function startSearchEngine(
  name: Name,
  { java, libDir, mainClass }: InstalledSearchEngine,
  dir: string,
): Promise<SearchEngine & { readonly running: Program }> {
  const base = join(dir, name);
  const config = join(base, 'node_1', 'config');
  await mkdir(config, { recursive: true });
  await writeFile(join(config, name === 'elasticsearch' ? 'elasticsearch.yml' : 'opensearch.yml'), SETTINGS);
  const basePort = String(await searchEngineBase());
  // Nodes of one name on one machine join into one cluster: OpenSearch 3 would find the indices of OpenSearch 2.
  const clusterName = `watchingcat-${name}-${basePort}`;
  const modules = name === 'opensearch3' ? ['-moduleTypes', OPENSEARCH_3_MODULES] : [];
  const runner = [
    '-basePath',
    base,
    '-numOfNode',
    '1',
    '-baseHttpPort',
    basePort,
    '-clusterName',
    clusterName,
    ...modules,
  ];
  const running = await startProgram(TITLES[name], {
    command: java,
    args: [...HEAP, `-Djava.io.tmpdir=${base}`, '-cp', join(libDir, '*'), mainClass, ...runner],
    logFile: join(dir, `${name}.log`),
    cwd: base,
  });
  const port = await untilReady(running, async () => httpPort(await readFile(running.logFile, 'utf8')));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(running, () => answers(`${url}/_cluster/health?wait_for_status=yellow&timeout=1s`));
  return { url, running };
}
