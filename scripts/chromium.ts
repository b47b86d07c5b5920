// Finds a Chromium for the browser tests, or installs Debian's where that is possible.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];
const HELP =
  'No Chromium was found. Install it ("apt-get install chromium", or "npx playwright install chromium"), ' +
  'or name one in the environment variable WATCHINGCAT_CHROMIUM.';

/** The path of a Chromium. @throws Error that says what to do when there is none and none can be installed */
export function findChromium(): string {
  const named = process.env['WATCHINGCAT_CHROMIUM'];
  if (named !== undefined) {
    if (!existsSync(named)) throw new Error(`WATCHINGCAT_CHROMIUM names ${named}, which does not exist.`);
    return named;
  }
  return firstExisting() ?? installFromDebian();
}

function firstExisting(): string | undefined {
  return [...SYSTEM, chromium.executablePath()].find((path) => existsSync(path));
}

function installFromDebian(): string {
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall) throw new Error(HELP);
  console.log('Installing the Debian package chromium (about 350 MB on disk) for the browser tests …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  const path = firstExisting();
  if (path === undefined) throw new Error(HELP);
  return path;
}
