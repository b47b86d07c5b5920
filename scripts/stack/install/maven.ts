// Elasticsearch and OpenSearch as jars from Maven Central: the codelibs runners depend on the whole server.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OnProgress } from '../components.ts';
import { runTool } from './tools.ts';

export interface Artifact {
  readonly group: string;
  readonly name: string;
  readonly version: string;
}

/** A project that has one dependency and no code. */
function pomOf({ group, name, version }: Artifact): string {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>watchingcat.stack</groupId><artifactId>${name}</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>
  </dependencies>
</project>
`;
}

/** Copies the artifact and all that it needs into `lib` below `cwd`. */
export async function copyJars(artifact: Artifact, what: string, cwd: string, onProgress: OnProgress): Promise<void> {
  await writeFile(join(cwd, 'pom.xml'), pomOf(artifact));
  const args = ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib', '-DincludeScope=runtime'];
  await runTool('mvn', args, { what, cwd, onProgress });
}
