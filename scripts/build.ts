// Builds what is bundled (the plugin and the shell), each only when one of its inputs changed since the last build.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './children.ts';
import { installed, PLUGIN, ROOT, SHELL } from './paths.ts';

interface Bundle {
  readonly name: string;
  readonly directory: string;
  readonly inputs: readonly string[];
  readonly command: readonly string[];
}

const SHARED = ['package-lock.json', 'packages/{model,analysis,query,sources}/src/**'];
const BUNDLES: readonly Bundle[] = [
  {
    name: 'plugin',
    directory: PLUGIN,
    inputs: [...SHARED, 'plugins/watchingcat-app/{src,.config}/**', 'plugins/watchingcat-app/*.*', 'CHANGELOG.md'],
    command: [installed('webpack/bin/webpack.js'), '-c', './webpack.config.ts', '--env', 'production'],
  },
  {
    name: 'shell',
    directory: SHELL,
    inputs: [...SHARED, 'packages/shell/src/**', 'packages/shell/*.*'],
    command: [join(SHELL, 'build.ts')],
  },
];

/** @throws Error when a bundler fails; its output has been shown */
export async function buildBundles(): Promise<void> {
  for (const bundle of BUNDLES) await buildBundle(bundle);
}

async function buildBundle({ name, directory, inputs, command }: Bundle): Promise<void> {
  const stamp = join(directory, 'dist', '.inputs');
  const state = inputState(inputs);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return;
  console.log(`Building the ${name} …`);
  const started = Date.now();
  rmSync(stamp, { force: true });
  const env = { TS_NODE_COMPILER_OPTIONS: '{"module":"commonjs","moduleResolution":"node10"}', NODE_ENV: 'production' };
  const code = await runProgram(process.execPath, command, { cwd: directory, env });
  if (code !== 0) throw new Error(`The ${name} could not be built; the reason is above.`);
  writeFileSync(stamp, state);
  console.log(`Built the ${name} in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

/** Sizes and times of change are enough, and take milliseconds where reading all contents takes a second. */
function inputState(patterns: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of globSync(patterns, { cwd: ROOT }).sort()) {
    const stat = statSync(join(ROOT, file));
    if (stat.isFile()) hash.update(`${file} ${stat.size} ${stat.mtimeMs}\n`);
  }
  return hash.digest('hex');
}
