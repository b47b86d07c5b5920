// The whole server on a disk that fills up: a real one, of tmpfs, which takes the right to mount.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, statfs, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from './config/loadConfig.ts';
import { sdkSpan, serialize } from './ingest/testing/sdkTelemetry.ts';
import { startServer, type RunningServer } from './server.ts';
import { silent } from './store/testing/temporaryStore.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(120_000);

const MIB = 2 ** 20;
const MIN_FREE = 64 * MIB;

interface Disk {
  readonly path: string;
  remove(): Promise<void>;
}

/** A file system of its own. @throws Error where this user may not mount one */
async function smallDisk(): Promise<Disk> {
  const path = await mkdtemp(join(tmpdir(), 'watchingcat-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m', 'tmpfs', path], { stdio: 'ignore' });
  return {
    path,
    async remove() {
      execFileSync('umount', [path]);
      await rm(path, { recursive: true });
    },
  };
}

function mayMount(): boolean {
  const path = mkdtempSync(join(tmpdir(), 'watchingcat-mount-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path]).status === 0;
  if (isMounted) spawnSync('umount', [path]);
  rmSync(path, { recursive: true });
  return isMounted;
}

/** Where nobody may mount, store/freeSpace.test.ts and ingest/countedIngest.test.ts still test the parts. */
const MAY_MOUNT = mayMount();
const itMounting = MAY_MOUNT ? it : it.skip;

describe('a disk that fills up', () => {
  let disk: Disk | undefined;
  let server: RunningServer | undefined;
  afterEach(async () => {
    await server?.close();
    await disk?.remove();
  });

  const send = async (name: string): Promise<Response> =>
    fetch(`${server?.otlpHttp}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-protobuf' },
      body: serialize.protobuf.traces([
        sdkSpan({ name, startTime: [NOW_S, 0], endTime: [NOW_S, 5] }),
      ]) as Uint8Array<ArrayBuffer>,
    });
  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${server?.url}/api/v1${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const operations = async (): Promise<string[]> => {
    const answer = await get<{ operations: { name: string }[] }>('/operations?service=checkout');
    return answer.operations.map(({ name }) => name).sort();
  };
  const statusOf = async (name: string, wanted: number): Promise<Response> => {
    for (;;) {
      const response = await send(name);
      if (response.status === wanted) return response;
      await sleep(100);
    }
  };

  const needs = MAY_MOUNT ? '' : ' (skipped: this user may not mount a tmpfs, which takes root)';
  itMounting(
    `refuses what cannot be stored, goes on answering, loses nothing, and takes more once there is space${needs}`,
    async () => {
      disk = await smallDisk();
      const dataDir = join(disk.path, 'data');
      await mkdir(dataDir);
      const env = {
        WATCHINGCAT_DATA_DIR: dataDir,
        WATCHINGCAT_PORT: '0',
        WATCHINGCAT_OTLP_GRPC_PORT: '0',
        WATCHINGCAT_OTLP_HTTP_PORT: '0',
        WATCHINGCAT_SHELL_ENABLED: 'false',
        WATCHINGCAT_STORE_MIN_FREE_BYTES: String(MIN_FREE),
      };
      server = await startServer(await loadConfig({ env, cwd: disk.path }), silent);
      expect((await send('before')).status).toBe(200);

      const { bavail, bsize } = await statfs(disk.path);
      const filler = join(disk.path, 'filler');
      await writeFile(filler, Buffer.alloc(bavail * bsize - MIN_FREE / 2));
      const taken = ['before'];
      for (let i = 0; ; i++) {
        const response = await send(`while it fills ${i}`);
        if (response.status !== 200) break;
        taken.push(`while it fills ${i}`);
      }
      const refused = await statusOf('refused', 503);
      expect(refused.headers.get('retry-after')).toBe('15');
      expect(Buffer.from(await refused.arrayBuffer()).toString()).toContain('store.minFreeBytes');

      expect(await operations()).toEqual([...taken].sort());
      expect(await get('/ready')).toMatchObject({ status: 'degraded' });
      const status = await get<{ signals: { refused: unknown }[] }>('/ingest/status');
      expect(status).toMatchObject({ disk: { isFull: true, minFreeBytes: MIN_FREE } });
      expect(status.signals[0]?.refused).toEqual([{ reason: 'disk_full', count: expect.any(Number) as number }]);
      expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('watchingcat_disk_full 1\n');

      await unlink(filler);
      await statusOf('after', 200);
      expect(await operations()).toEqual([...taken, 'after'].sort());
      expect(await get('/ready')).toMatchObject({ status: 'ok' });
    },
  );
});

/** Within the hour that the API shows when it is not asked for another. */
const NOW_S = Math.floor(Date.now() / 1_000) - 60;
