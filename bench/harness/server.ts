// A real `watchingcat serve` on free ports of 127.0.0.1.
import { endChild, type Child } from '../../scripts/children.ts';
import { SERVER } from '../../scripts/paths.ts';
import { startUntilLine } from '../../scripts/startUntilLine.ts';

export interface ServerUnderTest {
  readonly pid: number;
  readonly child: Child;
  /** UI and API. */
  readonly url: string;
  /** host:port */
  readonly otlpGrpc: string;
  readonly otlpHttp: string;
  /** Lets what was taken be stored. */
  end(): Promise<void>;
}

export interface Ports {
  readonly api: number;
  readonly grpc: number;
  readonly http: number;
}

const ANY_PORT: Ports = { api: 0, grpc: 0, http: 0 };

interface ServerOptions {
  /** Any free ones when not given. */
  readonly ports?: Ports;
  /** What reaches our standard error; errors when not given. */
  readonly logLevel?: 'error' | 'silent';
}

export async function startServer(
  dataDir: string,
  { ports = ANY_PORT, logLevel = 'error' }: ServerOptions = {},
): Promise<ServerUnderTest> {
  const env = {
    WATCHINGCAT_DATA_DIR: dataDir,
    WATCHINGCAT_PORT: String(ports.api),
    WATCHINGCAT_OTLP_GRPC_PORT: String(ports.grpc),
    WATCHINGCAT_OTLP_HTTP_PORT: String(ports.http),
    WATCHINGCAT_LOG_LEVEL: logLevel,
    WATCHINGCAT_SHELL_ENABLED: 'false',
  };
  const found = { url: '', otlpGrpc: '' };
  // The last of the three lines that say where it listens.
  const listening = (line: string): string | undefined => {
    const [, what, address] = /^(WatchingCat is ready|OTLP gRPC|OTLP HTTP): (.*)$/.exec(line) ?? [];
    if (what === 'WatchingCat is ready') found.url = address;
    if (what === 'OTLP gRPC') found.otlpGrpc = address;
    return what === 'OTLP HTTP' ? address : undefined;
  };
  let child!: Child;
  const onStarted = (started: Child) => (child = started);
  const otlpHttp = await startUntilLine('The server', SERVER, ['serve'], { env, find: listening, onStarted });
  return {
    pid: child.process.pid as number,
    child,
    ...found,
    otlpHttp,
    end: () => endChild(child, 30_000),
  };
}
