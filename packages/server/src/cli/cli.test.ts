// The command as a person runs it: a process of its own, with the real store, on ports that are free.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spansFromOtlpJson, type OtlpTraceJson } from '@watchingcat/model';
import { seededSpans } from '../../test/seededSpans.ts';
import { sendSpans } from '../../test/seededStore.ts';
import { dataDirectoryHolder } from '../store/dataDirectoryLock.ts';
import { VERSION } from '../version.ts';

// Each test starts processes, on a machine that may be busy.
jest.setTimeout(60_000);

const BIN = join(__dirname, '../../bin/watchingcat.mjs');

interface Command {
  readonly process: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The exit code, or the signal that ended it, once all output is read. */
  readonly ended: Promise<number | string>;
}

let dataDir: string;
const running: ChildProcess[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'watchingcat-cli-'));
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

function watchingcat(args: string[], env: Record<string, string> = {}): Command {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd: dataDir,
    env: {
      PATH: process.env.PATH,
      WATCHINGCAT_DATA_DIR: join(dataDir, 'data'),
      WATCHINGCAT_PORT: '0',
      WATCHINGCAT_OTLP_GRPC_PORT: '0',
      WATCHINGCAT_OTLP_HTTP_PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return {
    process: child,
    stdout: () => stdout,
    stderr: () => stderr,
    ended: once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string),
  };
}

interface Serving extends Command {
  readonly url: string;
  readonly otlpHttp: string;
}

/** Resolves when the lines of readiness are there. @throws Error with its log when it ends before */
async function serving(env?: Record<string, string>): Promise<Serving> {
  const command = watchingcat(['serve', '--no-shell'], env);
  const lines = /^WatchingCat is ready: (\S+)\nOTLP gRPC: (\S+:\d+)\nOTLP HTTP: (\S+)\n$/;
  const ready = new Promise<RegExpExecArray>((resolve) => {
    command.process.stdout!.on('data', () => {
      const match = lines.exec(command.stdout());
      if (match) resolve(match);
    });
  });
  const match = await Promise.race([ready, command.ended]);
  if (typeof match !== 'object') throw new Error(`serve ended with ${match}: ${command.stderr()}`);
  return { ...command, url: match[1], otlpHttp: match[3] };
}

describe('serve', () => {
  it('takes spans, gives their trace, and leaves no process and no lock when it is told to stop', async () => {
    const server = await serving();
    const spans = seededSpans(3, 1);
    await sendSpans(server.otlpHttp, spans);
    const response = await fetch(`${server.url}/api/v1/traces/${spans[0].traceId}?secret=1`);
    expect(response.status).toBe(400);
    const trace = await fetch(`${server.url}/api/v1/traces/${spans[0].traceId}`);
    const stored = spansFromOtlpJson((await trace.json()) as OtlpTraceJson);
    expect(stored.map((span) => span.spanId).sort()).toEqual(spans.map((span) => span.spanId).sort());

    const enginePid = Number(/"enginePid":(\d+)/.exec(server.stderr())![1]);
    server.process.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(() => process.kill(enginePid, 0)).toThrow('ESRCH');
    expect(await dataDirectoryHolder(join(dataDir, 'data'))).toBeUndefined();
    expect(existsSync(join(dataDir, 'data', 'watchingcat.lock'))).toBe(false);

    const log = server
      .stderr()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(log).toContainEqual(
      expect.objectContaining({ msg: 'request', method: 'GET', route: '/api/v1/traces/:traceId', status: 200 }),
    );
    expect(server.stderr()).not.toContain('secret');
  });

  it('keeps what it stored over a restart', async () => {
    const spans = seededSpans(4, 2);
    const forEver = { WATCHINGCAT_RETENTION_TRACES: 'off' }; // the spans are of a fixed day
    const first = await serving(forEver);
    await sendSpans(first.otlpHttp, spans);
    first.process.kill('SIGINT');
    expect(await first.ended).toBe(0);
    const second = await serving(forEver);
    const trace = await fetch(`${second.url}/api/v1/traces/${spans[0].traceId}`);
    expect(trace.status).toBe(200);
    second.process.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('says who holds the data directory', async () => {
    const first = await serving();
    const second = watchingcat(['serve']);
    expect(await second.ended).toBe(1);
    expect(second.stderr()).toContain(`process ${first.process.pid}`);
    expect(second.stdout()).toBe('');

    const doctor = watchingcat(['doctor', '--json']);
    expect(await doctor.ended).toBe(1);
    const { findings } = JSON.parse(doctor.stdout()) as {
      findings: { name: string; status: string; detail: string }[];
    };
    const failed = findings.filter((finding) => finding.status === 'fail');
    expect(failed.map((finding) => finding.name)).toEqual(['dataDir']);
    expect(failed[0].detail).toContain(`process ${first.process.pid}`);
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  });

  it('says which port is taken and by which setting another is chosen, and releases the data directory', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const port = String((taken.address() as AddressInfo).port);
    const server = watchingcat(['serve', '--no-shell'], { WATCHINGCAT_PORT: port });
    expect(await server.ended).toBe(1);
    expect(server.stderr()).toMatch(new RegExp(`port ${port} .*WATCHINGCAT_PORT`));
    expect(await dataDirectoryHolder(join(dataDir, 'data'))).toBeUndefined();

    const doctor = watchingcat(['doctor'], { WATCHINGCAT_PORT: port });
    expect(await doctor.ended).toBe(1);
    expect(doctor.stdout()).toMatch(new RegExp(`fail  port: 127.0.0.1:${port} is in use`));
    taken.close();
  });

  it.each([
    ['WATCHINGCAT_HOST', '0.0.0.0', /allowPublicWithoutAuth/],
    ['WATCHINGCAT_OTLP_HOST', '0.0.0.0', /allowPublicWithoutAuth/],
    ['WATCHINGCAT_PROT', '1', /did you mean WATCHINGCAT_PORT\?/],
  ])('refuses %s=%s before it touches the data directory', async (name, value, message) => {
    const server = watchingcat(['serve'], { [name]: value });
    expect(await server.ended).toBe(1);
    expect(server.stderr()).toMatch(message);
    expect(existsSync(join(dataDir, 'data'))).toBe(false);
  });
});

describe('doctor', () => {
  it('finds nothing wrong on a machine that runs these tests, and changes nothing', async () => {
    const doctor = watchingcat(['doctor']);
    expect(await doctor.ended).toBe(0);
    for (const name of [
      'node',
      'platform',
      'chdb',
      'port',
      'otlp.grpcPort',
      'otlp.httpPort',
      'dataDir',
      'disk',
      'retention',
      'memory',
    ]) {
      expect(doctor.stdout()).toMatch(new RegExp(`^(ok|warn) +${name}: `, 'm'));
    }
    expect(existsSync(join(dataDir, 'data'))).toBe(false);
  });
});

describe('doctor about retention', () => {
  it('says for how long each signal is kept, and warns of what is kept for ever', async () => {
    const doctor = watchingcat(['doctor'], { WATCHINGCAT_RETENTION_LOGS: 'off', WATCHINGCAT_RETENTION_TRACES: '36h' });
    expect(await doctor.ended).toBe(0);
    expect(doctor.stdout()).toMatch(
      /^warn +retention: traces 36h, logs for ever, metrics 30d\n.*set retention\.logs\.$/m,
    );
  });
});

describe('the command line', () => {
  it('shows the version', async () => {
    const command = watchingcat(['--version']);
    expect(await command.ended).toBe(0);
    expect(command.stdout()).toBe(`${VERSION}\n`);
  });

  it('lists commands and settings', async () => {
    const command = watchingcat(['--help']);
    expect(await command.ended).toBe(0);
    expect(command.stdout()).toMatch(/serve[^]*doctor[^]*otlp\.grpcPort, WATCHINGCAT_OTLP_GRPC_PORT/);
  });

  it.each([[['nonsense']], [[]], [['serve', 'extra']], [['serve', '--nonsense']]])(
    'shows how it is used when it is called with %j',
    async (args) => {
      const command = watchingcat(args);
      expect(await command.ended).toBe(2);
      expect(command.stderr()).toContain('Usage: watchingcat');
    },
  );
});
