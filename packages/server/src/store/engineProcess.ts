// The process that runs the embedded engine, started by engineSupervisor.ts: a crash of the engine or a query that eats all memory ends
// this process and not the API. Its one argument is the engine's directory.
import { setPriority } from 'node:os';
import type { EngineReply, EngineRequest } from './engineProtocol.ts';
import { SessionPool } from './sessionPool.ts';
import { StoreError } from './Store.ts';

function reply(message: EngineReply): void {
  // Without a parent nobody waits for the answer.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}

/**
 * On a machine without a free core, merges and inserts wait before the process that answers people does. Threads inherit it from the one
 * that starts them, so it comes before the engine's are there.
 */
const NICENESS = 5;
setPriority(NICENESS);

// Ctrl-C goes to the whole process group: the parent first drains ingest, then tells us to close.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
// The parent is gone. What it had acknowledged is on disk, so the quickest end is safe, and it frees the directory for the next server.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

let pool: SessionPool;
try {
  pool = new SessionPool(process.argv[2] ?? '');
} catch (error) {
  reply({ kind: 'openFailed', message: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}

async function run(request: Extract<EngineRequest, { kind: 'run' }>): Promise<void> {
  const { id } = request;
  try {
    reply({ kind: 'done', id, bytes: await pool.run(request) });
  } catch (error) {
    const code = error instanceof StoreError ? error.code : 'query';
    reply({ kind: 'failed', id, code, message: error instanceof Error ? error.message : String(error) });
  }
}

process.on('message', (request: EngineRequest) => {
  if (request.kind === 'run') void run(request);
  else if (request.kind === 'cancel') void pool.cancel(request.id);
  else void pool.close().then(() => process.exit(0));
});

reply({ kind: 'ready', version: process.version });
