// The first step of every npm script: makes sure that the dependencies and Node 24 are here, then runs scripts/tasks/<task>.ts on it.
// Runs on whatever Node started npm (20.19 or newer), so it uses built-ins only.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, 'node_modules');
const STAMP = join(MODULES, '.watchingcat-installed');
const NODE = join(MODULES, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const OLDEST_NODE = [20, 19];
/** What `du -sh node_modules` says after an installation; embedded ClickHouse alone is 0.55 GB of it. */
const INSTALLED_SIZE = '1.9 GB';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

checkNodeVersion();
await installDependencies();
await runTask(process.argv[2], process.argv.slice(3));

function checkNodeVersion() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  fail(
    `Node ${process.versions.node} is too old: ${OLDEST_NODE.join('.')} or newer is needed to begin. ` +
      'Install a newer one from your package manager; WatchingCat then brings its own Node 24.',
  );
}

/** Does nothing when the lockfile is the one that was installed. */
async function installDependencies() {
  const lockfile = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (existsSync(NODE) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockfile) return;
  const packages = Object.keys(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages).length;
  console.log(`Installing ${packages} packages (about ${INSTALLED_SIZE} on disk, once; later starts skip this) …`);
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const progress = setInterval(
    () => console.log(`  ${seconds()} s: ${countInstalled()} of about ${packages} packages`),
    10_000,
  );
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
  // Not `npm ci`: it refuses a lockfile that lacks optional packages of other platforms, and registries that mirror only one platform
  // make such lockfiles. `--no-save` installs the same locked versions, checks the same integrity, and changes no file of ours.
  const code = await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    env,
    shell: process.platform === 'win32',
  });
  clearInterval(progress);
  if (code !== 0)
    fail(
      'npm install failed (its message is above). It needs the npm registry and about 2 GB of disk; then run the same command again.',
    );
  if (!existsSync(NODE)) await installNode();
  writeFileSync(STAMP, lockfile);
  console.log(`Installed in ${seconds()} s.`);
}

/** npm versions that hold back install scripts leave the package `node` without its program. */
async function installNode() {
  const code = await run(process.execPath, ['installArchSpecificPackage'], { cwd: join(MODULES, 'node') });
  if (code !== 0 || !existsSync(NODE))
    fail(`There is no Node 24 at ${NODE}: the npm package "node" has none for ${process.platform}-${process.arch}.`);
}

function countInstalled() {
  if (!existsSync(MODULES)) return 0;
  return readdirSync(MODULES).reduce(
    (sum, name) =>
      sum + (name.startsWith('@') ? readdirSync(join(MODULES, name)).length : name.startsWith('.') ? 0 : 1),
    0,
  );
}

async function runTask(task, args) {
  const file = join(ROOT, 'scripts', 'tasks', `${task}.ts`);
  if (task === undefined || !existsSync(file))
    fail(`There is no task ${JSON.stringify(task ?? '')}: see "scripts" in package.json.`);
  const path = [join(MODULES, '.bin'), process.env.PATH].join(process.platform === 'win32' ? ';' : ':');
  process.exit(await run(NODE, [file, ...args], { cwd: ROOT, env: { ...process.env, PATH: path } }));
}

/** Resolves with the exit code; the child decides when it is done. A terminal's Ctrl-C reaches it without us, other signals are passed on. */
function run(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
    const pass = (signal) => signal !== 'SIGINT' && child.kill(signal);
    for (const signal of SIGNALS) process.on(signal, pass);
    child.on('error', (error) => fail(`${command} could not be started: ${error.message}`));
    child.on('close', (code, signal) => {
      for (const name of SIGNALS) process.off(name, pass);
      resolve(signal === null ? code : 1);
    });
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
