// Who listens on a TCP port, from Linux' /proc. On other systems, and for the processes of other users, it cannot be told.
import { readdir, readFile, readlink } from 'node:fs/promises';

const LISTEN = '0A';

export interface PortHolder {
  readonly pid: number;
  readonly command: string;
}

export async function portHolder(port: number): Promise<PortHolder | undefined> {
  const sockets = new Set([
    ...(await listeningSockets('/proc/net/tcp', port)),
    ...(await listeningSockets('/proc/net/tcp6', port)),
  ]);
  if (sockets.size === 0) return undefined;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const file of files) {
      const target = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '');
      if (!sockets.has(target)) continue;
      const command = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim();
      return { pid: Number(pid), command };
    }
  }
  return undefined;
}

/** As the links in /proc/<pid>/fd name them: `socket:[12345]`. */
async function listeningSockets(table: string, port: number): Promise<string[]> {
  const text = await readFile(table, 'utf8').catch(() => '');
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  return text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTEN && local?.endsWith(`:${hexPort}`))
    .map((fields) => `socket:[${fields[9]}]`);
}
