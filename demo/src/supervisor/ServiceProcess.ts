// One service process as the supervisor sees it: started with the SDK loaded first, ready when it says so and answers, ended by SIGTERM.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { DemoConfig } from '../config.ts';
import type { Endpoints, ServiceName } from '../services.ts';
import type { AdminRequest, FromService, ToService } from './protocol.ts';

const REGISTER = new URL('../telemetry/register.ts', import.meta.url).href;
/** Five processes share one machine with everything else: small heaps, and no optimising compiler for PGlite's 24 MB of WebAssembly. */
const MEMORY = ['--max-old-space-size=192', '--max-semi-space-size=4', '--liftoff-only'];
const READY_TIMEOUT_MS = 60_000;
const KILL_AFTER_MS = 6_000;

interface StartOptions {
  readonly service: ServiceName;
  readonly version: string;
  readonly config: DemoConfig;
  readonly onAdmin: (request: AdminRequest, reply: (message: ToService) => void, id: number) => void;
  /** Called when it ends without having been told to. */
  readonly onCrash: (service: ServiceName, how: string) => void;
}

export class ServiceProcess {
  readonly service: ServiceName;
  readonly version: string;
  endpoints: Endpoints = {};
  readonly #child: ChildProcess;
  #stopping = false;

  constructor({ service, version, config, onAdmin, onCrash }: StartOptions) {
    this.service = service;
    this.version = version;
    const main = fileURLToPath(new URL(`../${service}/main.ts`, import.meta.url));
    this.#child = fork(main, [], {
      execArgv: ['--import', REGISTER, ...MEMORY, '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: environmentOf(service, version, config),
    });
    this.#child.on('message', (message: FromService) => {
      if (message.type === 'admin') onAdmin(message.request, (reply) => this.tell(reply), message.id);
    });
    this.#child.on('exit', (code, signal) => {
      if (!this.#stopping) onCrash(service, signal ?? `code ${code}`);
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Waits until the service has said where it listens. @throws Error when it ends or says nothing for a minute */
  async ready(): Promise<void> {
    const abort = new AbortController();
    const timeout = setTimeout(() => abort.abort(), READY_TIMEOUT_MS);
    try {
      for (;;) {
        const message = await Promise.race([
          once(this.#child, 'message', { signal: abort.signal }).then(([first]) => first as FromService),
          once(this.#child, 'exit', { signal: abort.signal }).then(() => undefined),
        ]);
        if (message === undefined) throw new Error(`${this.service} ended before it was ready`);
        if (message.type !== 'ready') continue;
        this.endpoints = message.endpoints;
        return;
      }
    } finally {
      clearTimeout(timeout);
      abort.abort();
    }
  }

  tell(message: ToService): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  /** Ends the process: SIGTERM, and SIGKILL when that has not helped after a while. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#stopping = true;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), KILL_AFTER_MS);
    await exited;
    clearTimeout(killer);
  }
}

function environmentOf(service: ServiceName, version: string, config: DemoConfig): NodeJS.ProcessEnv {
  return {
    ...process.env,
    OTEL_SERVICE_NAME: service,
    SHOP_SERVICE_VERSION: version,
    OTEL_EXPORTER_OTLP_ENDPOINT: config.otlpEndpoint,
    OTEL_RESOURCE_ATTRIBUTES: '',
    SHOP_PORT: String(config.shopPort),
    SHOP_HOST: config.shopHost,
    SHOP_RATE: String(config.rate),
    SHOP_SEED: String(config.seed),
    SHOP_DAY_SECONDS: String(config.daySeconds),
    SHOP_UI_URL: config.uiUrl,
  };
}
