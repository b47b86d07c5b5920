// Real back-ends on free ports of this machine, for tests and for `npm run stack`. Any subset can be asked for; what cannot be installed
// here is listed as skipped, and what would feed from it goes without. Data and configurations live in a directory of the caller's.
import { mkdir } from 'node:fs/promises';
import { startCollector, type Collector } from './components/collector.ts';
import { startJaeger, type Jaeger } from './components/jaeger.ts';
import { startPrometheus, type Prometheus } from './components/prometheus.ts';
import type { ScrapeTarget } from './components/prometheusConfig.ts';
import { startLogWriter, type LogsLayout } from './components/logWriter.ts';
import { startSearchEngine, type SearchEngine } from './components/searchEngine.ts';
import { telemetrygen, type Telemetrygen } from './components/telemetrygen.ts';
import { TITLES, type ComponentName, type OnProgress, type Skipped } from './components.ts';
import { installAll, type Installed } from './install/installAll.ts';
import { endProgram, type Program } from './processes.ts';

export interface StackOptions {
  readonly components: readonly ComponentName[];
  /** Created where missing; the caller removes it. */
  readonly dir: string;
  readonly onProgress?: OnProgress;
  /** Half a second unless told, so that a test need not wait for numbers. Span metrics change every second scrape. */
  readonly scrapeIntervalMs?: number;
  /** More for Prometheus to scrape than the stack itself. */
  readonly targets?: readonly ScrapeTarget[];
  /** OTLP/HTTP base URL that the Collector sends logs to; without it to `elasticsearch`, and where that is missing they are dropped. */
  readonly logsEndpoint?: string;
  /** How logs are written to `elasticsearch`. */
  readonly logsLayout?: LogsLayout;
  /** OTLP/HTTP base URL that the Collector sends everything to as well, for example a WatchingCat server. */
  readonly forwardTo?: string;
  /** Where the Collector sends traces when `jaeger` is not among the components: host:port, OTLP gRPC. */
  readonly jaegerOtlpGrpc?: string;
}

/** A component that was not asked for, or is skipped, is absent. */
export interface Stack {
  readonly jaeger?: Jaeger;
  readonly prometheus?: Prometheus;
  readonly elasticsearch?: SearchEngine;
  readonly opensearch2?: SearchEngine;
  readonly opensearch3?: SearchEngine;
  readonly collector?: Collector;
  readonly telemetrygen?: Telemetrygen;
  readonly skipped: readonly Skipped[];
  /** What runs, in the order of starting. */
  readonly processes: readonly { readonly name: string; readonly pid: number }[];
  /** Ends all in reverse order: the Collector hands over what it has while its receivers still live. */
  close(): Promise<void>;
}

type Started = { -readonly [Name in ComponentName]?: Stack[Name] };

/** @throws Error when an installation or a start fails; nothing of it runs on then */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { components, dir, onProgress = () => {} } = options;
  const { installed, skipped } = await installAll(components, onProgress);
  await mkdir(dir, { recursive: true });
  const programs: Program[] = [];
  const close = async (): Promise<void> => {
    while (programs.length > 0) await endProgram(programs.pop()!);
  };
  try {
    const started = await startAll(installed, options, (program) => programs.push(program));
    return { ...started, skipped, processes: programs.map(({ name, pid }) => ({ name, pid })), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startAll(installed: Installed, options: StackOptions, onStarted: (program: Program) => void) {
  const { dir, onProgress = () => {}, scrapeIntervalMs = 500 } = options;
  const started: Started = {};

  async function start<Name extends ComponentName>(
    name: Name,
    starter: (program: NonNullable<Installed[Name]>) => Promise<NonNullable<Stack[Name]> & { running: Program }>,
  ): Promise<void> {
    const program = installed[name];
    if (program === undefined) return;
    const begun = Date.now();
    const { running, ...component } = await starter(program);
    onStarted(running);
    started[name] = component as unknown as Started[Name];
    onProgress(`${TITLES[name]} answers after ${((Date.now() - begun) / 1000).toFixed(1)} s.`);
  }

  // One after the other: each start uses all cores for a moment, and an error then names one culprit.
  await start('elasticsearch', (program) => startSearchEngine('elasticsearch', program, dir));
  await start('opensearch2', (program) => startSearchEngine('opensearch2', program, dir));
  await start('opensearch3', (program) => startSearchEngine('opensearch3', program, dir));
  let { logsEndpoint } = options;
  if (started.elasticsearch && logsEndpoint === undefined) {
    const writer = await startLogWriter(started.elasticsearch.url, options.logsLayout ?? 'otel', dir);
    onStarted(writer.running);
    logsEndpoint = writer.url;
  }
  await start('jaeger', ({ program }) => startJaeger(program, dir));
  const jaegerOtlpGrpc = started.jaeger?.otlpGrpc ?? options.jaegerOtlpGrpc;
  await start('collector', ({ program }) =>
    startCollector(program, dir, {
      flushIntervalMs: 2 * scrapeIntervalMs,
      jaegerOtlpGrpc,
      logsEndpoint,
      forwardTo: options.forwardTo,
    }),
  );
  const targets = [...scrapeTargets(started), ...(options.targets ?? [])];
  await start('prometheus', (program) => startPrometheus(program, dir, { scrapeIntervalMs, targets }));
  if (installed.telemetrygen) started.telemetrygen = telemetrygen(installed.telemetrygen.program, dir);
  return started;
}

/** The jobs that the Infrastructure dashboard asks for. */
function scrapeTargets({ collector, jaeger }: Started): ScrapeTarget[] {
  return [
    ...(collector ? [{ job: 'applications', target: collector.metrics, honorLabels: true }] : []),
    ...(collector ? [{ job: 'otel-collector', target: collector.ownMetrics }] : []),
    ...(jaeger ? [{ job: 'jaeger', target: jaeger.admin }] : []),
  ];
}
