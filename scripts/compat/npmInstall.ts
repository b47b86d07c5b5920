// Installs packages into a folder of their own, away from the checkout's lockfile and workspaces.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PROGRESS_MS = 10_000;

/**
 * @param directory empty
 * @throws Error with npm's own message
 */
export async function npmInstall(directory: string, dependencies: Readonly<Record<string, string>>): Promise<void> {
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const progress = setInterval(() => console.log(`  ${seconds()} s: npm is still installing …`), PROGRESS_MS);
  // Grafana's packages name peers of their own year; install scripts have nothing to do for what is only bundled or read.
  const args = ['install', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = spawn('npm', args, { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] });
  let message = '';
  npm.stderr.on('data', (chunk: Buffer) => (message += chunk.toString()));
  const [code] = (await once(npm, 'close').finally(() => clearInterval(progress))) as [number | null];
  if (code !== 0)
    throw new Error(
      `npm could not install ${Object.keys(dependencies).join(', ')}; it needs the npm registry. It said:\n${message}`,
    );
}
