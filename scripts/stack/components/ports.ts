// Free ports of 127.0.0.1. A port is only known to be free at the moment of asking; every starter therefore notices when its program ends.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

/** `count` different free ports, held together until all are known. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(close));
  return ports;
}

export async function isFree(port: number): Promise<boolean> {
  try {
    await close(await listen(port));
    return true;
  } catch {
    return false;
  }
}

const FIRST_BASE = 9200;
const BASES = 90;

/**
 * A base port for the codelibs runners: they serve on the first free port above it and refuse to look beyond 9299.
 * @param free asks whether a port is free
 * @param offset where to begin, 0 to 89, so that two runs at the same time seldom meet
 * @throws Error when everything between 9201 and 9290 is taken
 */
export async function searchEngineBase(
  free: (port: number) => Promise<boolean> = isFree,
  offset = Math.floor(Math.random() * BASES),
): Promise<number> {
  for (let step = 0; step < BASES; step++) {
    const base = FIRST_BASE + ((offset + step) % BASES);
    if (await free(base + 1)) return base;
  }
  throw new Error(
    `No port between ${FIRST_BASE + 1} and ${FIRST_BASE + BASES} is free for a search engine: end one that runs there.`,
  );
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
