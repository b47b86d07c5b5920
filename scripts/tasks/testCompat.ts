// npm run test:compat [-- PLAYWRIGHT ARGUMENTS]: the browser tests on a shell that is built of the newest Grafana's packages (React 19), which are installed
// once into the cache. The plugin is the same build as everywhere.
import { join } from 'node:path';
import { findChromium } from '../chromium.ts';
import { runProgram } from '../children.ts';
import { installGrafana } from '../compat/installGrafana.ts';
import { NEWEST } from '../compat/versions.ts';
import { installed, ROOT, SHELL } from '../paths.ts';

const out = join(ROOT, '.cache/compat', `shell-${NEWEST.grafana}`);
try {
  const modules = join(await installGrafana(NEWEST), 'node_modules');
  const built = await runProgram(process.execPath, [join(SHELL, 'build.ts'), '--modules', modules, '--out', out]);
  process.exitCode = built === 0 ? await runBrowser() : built;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function runBrowser(): Promise<number> {
  const args = process.argv.length > 2 ? process.argv.slice(2) : ['accessible', 'cause', 'exemplars', 'logs'];
  return runProgram(process.execPath, [installed('@playwright/test/cli.js'), 'test', '-c', 'e2e', ...args], {
    env: { WATCHINGCAT_CHROMIUM: findChromium(), WATCHINGCAT_SHELL_DIR: out },
  });
}
