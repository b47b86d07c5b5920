// Jaeger all-in-one with its memory store, which forgets the oldest traces above `MAX_TRACES`.
import { join } from 'node:path';
import { TITLES } from '../components.ts';
import { startProgram, type Program } from '../processes.ts';
import { freePorts } from './ports.ts';
import { answers, untilReady } from './untilReady.ts';

const MAX_TRACES = 50_000;

export interface Jaeger {
  /** UI and query API: `${queryUrl}/api/services`. */
  readonly queryUrl: string;
  /** host:port */
  readonly otlpGrpc: string;
  /** Base URL; `/v1/traces` is appended. */
  readonly otlpHttp: string;
  /** host:port of Prometheus metrics at /metrics. */
  readonly admin: string;
}

/** What listens where; `ports` are eight different ones. */
export function jaegerArguments(ports: readonly number[]): string[] {
  const listeners = [
    '--query.http-server.host-port',
    '--collector.otlp.grpc.host-port',
    '--collector.otlp.http.host-port',
    '--admin.http.host-port',
    '--query.grpc-server.host-port',
    '--collector.grpc-server.host-port',
    '--collector.http-server.host-port',
    '--http-server.host-port',
  ].map((flag, index) => `${flag}=127.0.0.1:${ports[index]}`);
  const udp = ['jaeger-binary', 'jaeger-compact', 'zipkin-compact'].map(
    (kind) => `--processor.${kind}.server-host-port=127.0.0.1:0`,
  );
  return [...listeners, ...udp, `--memory.max-traces=${MAX_TRACES}`];
}

export async function startJaeger(program: string, dir: string): Promise<Jaeger & { readonly running: Program }> {
  const ports = await freePorts(8);
  const running = await startProgram(TITLES.jaeger, {
    command: program,
    args: jaegerArguments(ports),
    logFile: join(dir, 'jaeger.log'),
    // Jaeger would send traces of itself to whatever listens on port 4317, and wait for that at its end.
    env: { SPAN_STORAGE_TYPE: 'memory', OTEL_TRACES_SAMPLER: 'always_off' },
  });
  const [query, grpc, http, admin] = ports.map((port) => `127.0.0.1:${port}`);
  await untilReady(running, () => answers(`http://${admin}/`));
  await untilReady(running, () => answers(`http://${query}/api/services`));
  return { queryUrl: `http://${query}`, otlpGrpc: grpc, otlpHttp: `http://${http}`, admin, running };
}
