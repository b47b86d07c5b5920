// The configurations behind docker-compose.yml, asked of the real programs: Compose's own parser with the current edition of the
// specification, promtool, and the Collector. Runs with `npm run test:stack`. The Collector of the stack lacks the components that
// deploy/collector/contrib.yaml is about; docs/compose.md says how that file was checked.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { installOnce, stackCache } from '../stack/install/cache.ts';
import { installAll, type Installed } from '../stack/install/installAll.ts';
import { runTool } from '../stack/install/tools.ts';
import { readCompose, ROOT } from './composeFile.ts';

const COMPOSE_GO = 'github.com/compose-spec/compose-go/v2/cmd@v2.16.2';
const INSTALL_TIMEOUT_MS = 1_200_000;
const onProgress = (line: string) => process.stderr.write(`${line}\n`);

let dir: string;
let installed: Installed;
let composeGo: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'watchingcat-compose-'));
  const result = await installAll(['prometheus', 'collector'], onProgress);
  expect(result.skipped).toEqual([]); // each says what this machine lacks
  ({ installed } = result);
  const directory = await installOnce(join(stackCache(), 'compose-go-2.16.2'), (cwd) =>
    runTool('go', ['install', COMPOSE_GO], { what: 'compose-go: building', cwd, onProgress, env: { GOBIN: cwd } }),
  );
  composeGo = join(directory, 'cmd');
}, INSTALL_TIMEOUT_MS);

afterAll(() => rm(dir, { recursive: true, force: true }));

it.each(['sources', 'server'])(
  'is a project that Compose loads, with WATCHINGCAT_CONNECTION=%s',
  async (connection) => {
    const file = join(dir, 'docker-compose.yml');
    await writeFile(file, stringify(readCompose({ GRAFANA_ADMIN_PASSWORD: 'x', WATCHINGCAT_CONNECTION: connection })));
    expect(run(composeGo, '--format', 'json', file)).toMatchObject({ status: 0, stderr: '' });
  },
);

it('is not a project that Compose loads when a service has a key that the specification lacks', async () => {
  const compose = readCompose({ GRAFANA_ADMIN_PASSWORD: 'x' });
  const file = join(dir, 'docker-compose.yml');
  await writeFile(file, stringify({ ...compose, services: { shop: { ...compose.services['shop'], port: [] } } }));
  expect(run(composeGo, '--format', 'json', file)).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/services\.shop.*port/),
  });
});

it('has a configuration that promtool accepts', () => {
  const file = join(ROOT, 'deploy/prometheus/prometheus.yml');
  expect(run(installed.prometheus!.promtool, 'check', 'config', file)).toMatchObject({ status: 0 });
});

it('has a first part of the Collector that the Collector accepts', () => {
  const file = join(ROOT, 'deploy/collector/base.yaml');
  expect(run(installed.collector!.program, 'validate', `--config=${file}`)).toMatchObject({ status: 0, stderr: '' });
});

function run(command: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return { status, stdout, stderr };
}
