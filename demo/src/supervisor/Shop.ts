// Starts the five services as processes, tells each where the others are and what is broken, rolls releases out, and ends all of them.
// A service that ends by itself is never restarted silently: the whole shop ends and says which one it was.
import { EventEmitter } from 'node:events';
import type { DemoConfig } from '../config.ts';
import { FaultBoard } from '../faults/FaultBoard.ts';
import type { Fault, FaultChange } from '../faults/kinds.ts';
import { recordAnswer } from '../scenarios/answers.ts';
import { BAD_RELEASES, RELEASES, SERVICES, type Endpoints, type ServiceName } from '../services.ts';
import { answerAdmin } from './admin.ts';
import { ServiceProcess } from './ServiceProcess.ts';

/** `crash`: a service ended by itself. `note`: something that a person who watches should know. */
interface ShopEvents {
  crash: [message: string];
  note: [message: string];
}

export class Shop extends EventEmitter<ShopEvents> {
  readonly #config: DemoConfig;
  readonly #processes = new Map<ServiceName, ServiceProcess>();
  readonly #board = new FaultBoard((change, active) => this.#onChange(change, active));
  #work: Promise<unknown> = Promise.resolve();
  #stopping: Promise<void> | undefined;

  constructor(config: DemoConfig) {
    super();
    this.#config = config;
  }

  get pids(): number[] {
    return [...this.#processes.values()].map(({ pid }) => pid).filter((pid) => pid !== undefined);
  }

  /** Starts all services and returns the shop's URL once each answers. @throws Error when one does not come up */
  async start(): Promise<string> {
    const serving = SERVICES.filter((service) => service !== 'loadgen').map((service) => this.#launch(service));
    await Promise.all(serving.map((each) => each.ready()));
    this.#tellEndpoints();
    await Promise.all(serving.map(answers));
    const loadgen = this.#launch('loadgen');
    await loadgen.ready();
    this.#tellEndpoints();
    return this.#endpoints()['frontend'] ?? '';
  }

  /** Stops what is broken and ends all processes; a second call waits for the first. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    this.#board.stop(undefined, 'shop stopped');
    await this.#work;
    await this.#processes.get('loadgen')?.stop(); // first, so that no shopper meets a closed shop
    await Promise.all([...this.#processes.values()].map((each) => each.stop()));
  }

  #launch(service: ServiceName, version = RELEASES[service]): ServiceProcess {
    const launched = new ServiceProcess({
      service,
      version,
      config: this.#config,
      onAdmin: (request, reply, id) => reply({ type: 'admin-reply', id, reply: answerAdmin(this.#board, request) }),
      onCrash: (name, how) => {
        if (!this.#stopping) this.emit('crash', `${name} ended by itself (${how})`);
      },
    });
    this.#processes.set(service, launched);
    return launched;
  }

  #onChange(change: FaultChange, active: readonly Fault[]): void {
    for (const each of this.#processes.values()) each.tell({ type: 'faults', faults: [...active], change });
    const { kind, target } = change.fault;
    this.emit('note', `${kind} at ${target} ${change.event}`);
    this.#later(() => recordAnswer(this.#config.dataDir, change));
    if (kind === 'bad-release' && !this.#stopping && change.reason !== 'shop stopped') {
      const version = change.event === 'started' ? BAD_RELEASES : RELEASES;
      this.#later(() => this.#rollOut(target as ServiceName, version[target as ServiceName] ?? RELEASES.checkout));
    }
  }

  /** Changes are carried out one after the other, in the order in which they were asked for. */
  #later(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((error: unknown) => this.emit('note', String(error)));
  }

  /** Replaces a service by another version without a gap: the new process is asked first, the old one finishes what it has begun. */
  async #rollOut(service: ServiceName, version: string): Promise<void> {
    const old = this.#processes.get(service);
    if (!old || old.version === version || this.#stopping) return;
    const next = this.#launch(service, version);
    try {
      await next.ready();
    } catch (error) {
      this.#processes.set(service, old);
      await next.stop();
      throw error;
    }
    next.tell({ type: 'faults', faults: this.#board.active });
    this.#tellEndpoints();
    this.emit('note', `${service} ${version} replaces ${old.version}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await old.stop();
  }

  #endpoints(): Endpoints {
    return Object.assign({}, ...[...this.#processes.values()].map(({ endpoints }) => endpoints)) as Endpoints;
  }

  #tellEndpoints(): void {
    const endpoints = this.#endpoints();
    for (const each of this.#processes.values()) each.tell({ type: 'endpoints', endpoints });
  }
}

/** Asks a started service for its health. @throws Error when it does not answer well */
async function answers({ service, endpoints }: ServiceProcess): Promise<void> {
  const url = endpoints[service as keyof Endpoints];
  const response = await fetch(`${url}/healthz`, {
    headers: { 'x-shop-untraced': 'health' },
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`${service} is not healthy: it answered ${response.status}`);
}
