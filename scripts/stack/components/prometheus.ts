// Prometheus with exemplars and remote write, so that tests can write given samples.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TITLES } from '../components.ts';
import type { InstalledPrometheus } from '../install/prometheus.ts';
import { startProgram, type Program } from '../processes.ts';
import { freePorts } from './ports.ts';
import { prometheusConfig, type ScrapeTarget } from './prometheusConfig.ts';
import { answers, untilReady } from './untilReady.ts';

export interface Prometheus {
  /** Base of the API; remote write is at `${url}/api/v1/write`. */
  readonly url: string;
}

export async function startPrometheus(
  { prometheus }: InstalledPrometheus,
  dir: string,
  options: { readonly scrapeIntervalMs: number; readonly targets: readonly ScrapeTarget[] },
): Promise<Prometheus & { readonly running: Program }> {
  const [port] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  const file = join(dir, 'prometheus.yml');
  const targets = [...options.targets, { job: 'prometheus', target: address }];
  await writeFile(file, prometheusConfig(options.scrapeIntervalMs, targets));
  const running = await startProgram(TITLES.prometheus, {
    command: prometheus,
    args: [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(dir, 'prometheus')}`,
      `--web.listen-address=${address}`,
      '--enable-feature=exemplar-storage',
      '--web.enable-remote-write-receiver',
    ],
    logFile: join(dir, 'prometheus.log'),
  });
  await untilReady(running, () => answers(`http://${address}/-/ready`));
  await untilReady(running, () => scrapedAll(`http://${address}`, targets.length));
  return { url: `http://${address}`, running };
}

/** The first scrapes come up to 5 s after the start; an exemplar that was shown before them is lost. */
async function scrapedAll(url: string, targets: number): Promise<true | undefined> {
  const response = await fetch(`${url}/api/v1/targets?state=active`);
  const { data } = (await response.json()) as { data: { activeTargets: { health: string }[] } };
  const scraped = data.activeTargets.filter(({ health }) => health !== 'unknown');
  return scraped.length === targets ? true : undefined;
}
