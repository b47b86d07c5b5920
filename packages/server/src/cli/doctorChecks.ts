// What the server needs of a machine, one check each. Nothing is changed.
import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { freemem } from 'node:os';
import { dirname } from 'node:path';
import { retentionMs } from '../config/retention.ts';
import type { Config } from '../config/schema.ts';
import { SIGNALS } from '../signals.ts';
import { dataDirectoryHolder } from '../store/dataDirectoryLock.ts';
import { portHolder } from './portHolder.ts';

export interface Finding {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  /** What to do, where there is something to do. */
  readonly fix?: string;
}

const GIB = 2 ** 30;
const MIN_DISK = 2 * GIB;
const MIN_MEMORY = GIB;

export async function examine(config: Config): Promise<Finding[]> {
  return [
    checkNode(),
    checkPlatform(),
    await checkEngine(),
    await checkPort('port', 'WATCHINGCAT_PORT', config.host, config.port),
    await checkPort('otlp.grpcPort', 'WATCHINGCAT_OTLP_GRPC_PORT', config.otlp.host, config.otlp.grpcPort),
    await checkPort('otlp.httpPort', 'WATCHINGCAT_OTLP_HTTP_PORT', config.otlp.host, config.otlp.httpPort),
    await checkDataDirectory(config.dataDir),
    await checkDisk(config.dataDir, config.store.minFreeBytes),
    checkRetention(config),
    checkMemory(),
  ];
}

function checkNode(): Finding {
  const name = 'node';
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 24) return { name, status: 'ok', detail: process.version };
  return {
    name,
    status: 'warn',
    detail: `${process.version}; 24 is what is tested`,
    fix: 'Use `npm run serve`, which brings Node 24.',
  };
}

function checkPlatform(): Finding {
  const name = 'platform';
  const { glibcVersionRuntime } = (process.report.getReport() as { header: { glibcVersionRuntime?: string } }).header;
  const detail = `${process.platform} ${process.arch}${glibcVersionRuntime ? `, glibc ${glibcVersionRuntime}` : ''}`;
  if (process.platform === 'darwin' || (process.platform === 'linux' && glibcVersionRuntime)) {
    return { name, status: 'ok', detail };
  }
  return { name, status: 'fail', detail, fix: 'The embedded store needs Linux with glibc (not Alpine) or macOS.' };
}

async function checkEngine(): Promise<Finding> {
  const name = 'chdb';
  try {
    await import('chdb');
    return { name, status: 'ok', detail: 'the embedded store can be loaded' };
  } catch (error) {
    const detail = `the embedded store cannot be loaded: ${(error as Error).message}`;
    return {
      name,
      status: 'fail',
      detail,
      fix: 'Run `npm ci` again; its optional packages hold the engine for this platform.',
    };
  }
}

async function checkPort(name: string, variable: string, host: string, port: number): Promise<Finding> {
  if (port === 0) return { name, status: 'ok', detail: 'a free one is picked at the start' };
  const error = await listenOnce(host, port);
  if (error === undefined) return { name, status: 'ok', detail: `${host}:${port} is free` };
  if (error.code !== 'EADDRINUSE') {
    return {
      name,
      status: 'fail',
      detail: `${host}:${port} cannot be opened: ${error.message}`,
      fix: `Choose another with ${variable}, or another address.`,
    };
  }
  const holder = await portHolder(port);
  return {
    name,
    status: 'fail',
    detail: `${host}:${port} is in use${holder ? ` by process ${holder.pid} (${holder.command})` : ''}`,
    fix: holder
      ? `End it (kill ${holder.pid}), or choose another port with ${variable}.`
      : `Choose another port with ${variable}.`,
  };
}

function listenOnce(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

async function checkDataDirectory(directory: string): Promise<Finding> {
  const name = 'dataDir';
  const holder = await dataDirectoryHolder(directory);
  if (holder) {
    const detail = `${directory} is held by process ${holder.pid} on ${holder.host} since ${holder.since}`;
    return {
      name,
      status: 'fail',
      detail,
      fix: `End it (kill ${holder.pid}), or choose another with WATCHINGCAT_DATA_DIR.`,
    };
  }
  const existing = await nearestExisting(directory);
  try {
    await access(existing, constants.W_OK | constants.X_OK);
    return { name, status: 'ok', detail: `${directory} is writable and nobody holds it` };
  } catch {
    const fix = 'Give this user the right to write there, or choose another with WATCHINGCAT_DATA_DIR.';
    return { name, status: 'fail', detail: `${existing} is not writable`, fix };
  }
}

/** The directory itself, or where it would be made. */
async function nearestExisting(directory: string): Promise<string> {
  const exists = await stat(directory).then(
    () => true,
    () => false,
  );
  return exists || dirname(directory) === directory ? directory : nearestExisting(dirname(directory));
}

async function checkDisk(directory: string, minFreeBytes: number): Promise<Finding> {
  const name = 'disk';
  const { bavail, bsize } = await statfs(await nearestExisting(directory));
  const free = bavail * bsize;
  const detail = `${gib(free)} free for ${directory}`;
  if (free < minFreeBytes) {
    return {
      name,
      status: 'fail',
      detail: `${detail}: below store.minFreeBytes (${gib(minFreeBytes)}) telemetry is refused`,
      fix: `Make room (${gib(MIN_DISK)} at least), move dataDir to a larger disk, or shorten retention.*.`,
    };
  }
  if (free >= MIN_DISK) return { name, status: 'ok', detail };
  return {
    name,
    status: 'warn',
    detail,
    fix: `Make room (${gib(MIN_DISK)} at least), or move dataDir to a larger disk.`,
  };
}

function checkRetention(config: Config): Finding {
  const name = 'retention';
  const endless = SIGNALS.filter((signal) => retentionMs(config)[signal] === undefined);
  const detail = SIGNALS.map((signal) =>
    endless.includes(signal) ? `${signal} for ever` : `${signal} ${config.retention[signal]}`,
  ).join(', ');
  if (endless.length === 0) return { name, status: 'ok', detail };
  const keys = endless.map((signal) => `retention.${signal}`).join(', ');
  return { name, status: 'warn', detail, fix: `The disk fills up in time, and then nothing is taken in: set ${keys}.` };
}

function checkMemory(): Finding {
  const name = 'memory';
  const available = process.availableMemory();
  const detail = `${gib(available)} available${available < freemem() ? ' within the limit of this container' : ''}`;
  if (available >= MIN_MEMORY) return { name, status: 'ok', detail };
  return {
    name,
    status: 'warn',
    detail,
    fix: `Large queries may fail. End other programs, or give it ${gib(MIN_MEMORY)}.`,
  };
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
