// Makes the lists under compat/exports from the packages on the npm registry. Needed only when a version is added (scripts/compat/versions.ts).
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installOnce } from '../stack/install/cache.ts';
import { compatCache } from './cache.ts';
import { writeExportList } from './exportLists.ts';
import { exportNames } from './exportNames.ts';
import { npmInstall } from './npmInstall.ts';
import { GRAFANA_VERSIONS, packageVersions } from './versions.ts';

/** @param folder compat/exports */
export async function updateExports(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const version of GRAFANA_VERSIONS) {
    for (const [name, one] of packageVersions(version)) {
      const names = name.startsWith('@grafana/') ? await grafanaExports(name, one) : await reactExports(name, one);
      writeExportList(folder, name, one, names);
      console.log(`${name} ${one}: ${names.length} exports`);
    }
  }
}

/** Reads the package's text; its own dependencies are not needed. */
async function grafanaExports(name: string, version: string): Promise<string[]> {
  const directory = await installOnce(join(compatCache(), `${name.replace('/', '-')}-${version}`), async (empty) => {
    const packed = execFileSync('npm', ['pack', '--silent', `${name}@${version}`], { cwd: empty, encoding: 'utf8' });
    execFileSync('tar', ['xzf', packed.trim().split('\n').at(-1)!], { cwd: empty });
  });
  const esm = join(directory, 'package/dist/esm');
  return exportNames([join(esm, 'index.mjs'), join(esm, 'index.js')].find((file) => existsSync(file))!);
}

/** React is CommonJS with computed exports: loading it is what tells them. */
async function reactExports(name: string, version: string): Promise<string[]> {
  const directory = await installOnce(join(compatCache(), `react-${version}`), (empty) =>
    npmInstall(empty, { react: version, 'react-dom': version }),
  );
  const script = `console.log(JSON.stringify(Object.keys(require(${JSON.stringify(name)})).sort()))`;
  const env = { ...process.env, NODE_ENV: 'production' };
  return JSON.parse(
    execFileSync(process.execPath, ['-e', script], { cwd: directory, env, encoding: 'utf8' }),
  ) as string[];
}
