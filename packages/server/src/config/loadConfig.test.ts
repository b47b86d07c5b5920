import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from './loadConfig.ts';
import { retentionMs } from './retention.ts';
import { refusePublicAddress } from './publicAddress.ts';
import { describeSettings, SETTINGS } from './settings.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'watchingcat-config-'));
});
afterEach(() => rm(cwd, { recursive: true }));

const load = (env: Record<string, string> = {}, file?: string) => loadConfig({ env, cwd, file });
const yaml = (text: string) => writeFile(join(cwd, 'watchingcat.yaml'), text);

it('has a default for everything', async () => {
  expect(await load()).toEqual({
    host: '127.0.0.1',
    port: 3000,
    hostNames: [],
    allowPublicWithoutAuth: false,
    dataDir: join(cwd, 'data'),
    otlp: { host: '127.0.0.1', grpcPort: 4317, httpPort: 4318 },
    store: { queryTimeoutMs: 25_000, maxRowsToRead: 2_000_000_000, minFreeBytes: 536_870_912 },
    retention: { traces: '7d', logs: '7d', metrics: '30d' },
    read: { from: 'store' },
    sources: { jaeger: {}, prometheus: {}, elasticsearch: {} },
    shell: {},
    log: { level: 'info' },
  });
});

it('takes watchingcat.yaml, and the environment over it', async () => {
  await yaml('port: 1\nhostNames: [a, b]\notlp:\n  grpcPort: 2\n  httpPort: 3\nlog:\n');
  const config = await load({
    WATCHINGCAT_OTLP_GRPC_PORT: '4',
    WATCHINGCAT_SHELL_ENABLED: 'false',
    WATCHINGCAT_PORT: '',
  });
  expect(config).toMatchObject({
    port: 1,
    hostNames: ['a', 'b'],
    otlp: { grpcPort: 4, httpPort: 3 },
    shell: { enabled: false },
  });
  expect((await load({ WATCHINGCAT_HOST_NAMES: 'x, y' })).hostNames).toEqual(['x', 'y']);
});

it('takes retentions as durations, and 0 and off for ever', async () => {
  await yaml('retention: { traces: 36h, logs: 0, metrics: off }');
  expect(retentionMs(await load())).toEqual({ traces: 36 * 3_600_000, logs: undefined, metrics: undefined });
  const config = await load({ WATCHINGCAT_RETENTION_TRACES: '0', WATCHINGCAT_RETENTION_LOGS: '2w' });
  expect(retentionMs(config)).toEqual({ traces: undefined, logs: 14 * 86_400_000, metrics: undefined });
});

it('refuses a retention that YAML reads as another number than 0', async () => {
  await yaml('retention: { traces: 7 }');
  await expect(load()).rejects.toThrow(/retention\.traces/);
});

it('refuses unknown names and says which was probably meant', async () => {
  await yaml('prot: 1\notlp: { grpcport: 2 }\nsurprise: {}');
  const failure = load({ WATCHINGCAT_DATA_DIRECTORY: 'x', WATCHINGCAT_SHOP_PORT: '8080', WATCHINGCAT_TOKEN: 'x' });
  await expect(failure).rejects.toThrow(/unknown key prot; did you mean port\?/);
  await expect(failure).rejects.toThrow(/unknown key otlp.grpcport; did you mean otlp.grpcPort\?/);
  await expect(failure).rejects.toThrow(/unknown key surprise /);
  await expect(failure).rejects.toThrow(/WATCHINGCAT_DATA_DIRECTORY; did you mean WATCHINGCAT_DATA_DIR\?/);
  await expect(failure).rejects.not.toThrow(/SHOP|TOKEN/);
});

it.each([
  ['WATCHINGCAT_PORT', '70000', /port .* 65535/],
  ['WATCHINGCAT_PORT', 'http', /port .* integer/],
  ['WATCHINGCAT_LOG_LEVEL', 'loud', /must be one of debug, info, warn, error, silent/],
  ['WATCHINGCAT_ALLOW_PUBLIC_WITHOUT_AUTH', 'maybe', /boolean/],
  ['WATCHINGCAT_RETENTION_LOGS', '7', /retention\.logs .* How long logs are kept, such as 36h/],
  ['WATCHINGCAT_RETENTION_LOGS', '5m', /retention\.logs/],
  ['WATCHINGCAT_RETENTION_LOGS', '-1d', /retention\.logs/],
])('refuses %s=%s', async (name, value, message) => {
  await expect(load({ [name]: value })).rejects.toThrow(message);
});

it.each([
  ['a: [', /is not YAML/],
  ['- a', /must hold settings/],
  ['otlp: 5', /unknown key otlp/],
])('refuses a file that holds %j', async (text, message) => {
  await yaml(text);
  await expect(load()).rejects.toThrow(message);
});

it('refuses a file that was named and is not there', () =>
  expect(load({}, 'other.yaml')).rejects.toThrow('other.yaml'));

it.each([
  ['host', '0.0.0.0', false],
  ['host', '192.168.1.5', false],
  ['host', 'cat.example', false],
  ['host', '::1', true],
  ['host', '127.1.2.3', true],
  ['host', 'localhost', true],
  ['otlp.host', '0.0.0.0', false],
])('%s %s may be listened on without authentication: %s', async (key, address, isFine) => {
  const variable = SETTINGS.find((setting) => setting.key === key)!.variable;
  const config = await load({ [variable]: address });
  const check = () => refusePublicAddress(config);
  if (isFine) expect(check).not.toThrow();
  else expect(check).toThrow(/allowPublicWithoutAuth/);
  expect(() => refusePublicAddress({ ...config, allowPublicWithoutAuth: true })).not.toThrow();
});

it('describes every setting for --help', () => {
  for (const { key, variable, schema } of SETTINGS) {
    expect(schema.description).toBeTruthy();
    expect(describeSettings()).toContain(`${key}, ${variable}`);
  }
});
