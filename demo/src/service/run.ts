// The life of one service process: start, report, end. It ends by SIGTERM or when the supervisor is gone, however that happened, so that
// no process stays behind.
import type { Endpoints } from '../services.ts';
import { shutdownTelemetry } from '../telemetry/register.ts';
import { listenToSupervisor, reportReady } from './channel.ts';

/** A started service: where it listens, and how to end it once its last answers are out. */
interface RunningService {
  readonly endpoints: Endpoints;
  close(): Promise<void>;
}

const SHUTDOWN_MS = 2_000;

/** Runs a service until it is told to end. Resolves when it is ready; when it cannot start, the process says why and ends. */
export async function runService(start: () => Promise<RunningService>): Promise<void> {
  listenToSupervisor();
  process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group; the supervisor ends us in order.
  const starting = start();
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), 3 * SHUTDOWN_MS).unref();
    const closed = starting.then((service) => service.close()).catch(() => undefined);
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, SHUTDOWN_MS))]);
    await shutdownTelemetry(SHUTDOWN_MS);
    process.exit(0);
  };
  process.on('SIGTERM', () => void end());
  process.on('disconnect', () => void end());
  try {
    reportReady((await starting).endpoints);
  } catch (error) {
    process.stderr.write(`${explain(error as NodeJS.ErrnoException)}\n`);
    process.exit(1);
  }
}

function explain(error: NodeJS.ErrnoException): string {
  if (error.code !== 'EADDRINUSE') return String(error.stack);
  const { port } = error as unknown as { port: number };
  return `Port ${port} is in use. End what uses it, or choose another with WATCHINGCAT_SHOP_PORT or --port (0 for a free one)`;
}
