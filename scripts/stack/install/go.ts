// Jaeger, the Collector and telemetrygen, built from Go modules. No C compiler is needed.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TITLES, type ComponentName, type OnProgress } from '../components.ts';
import { installOnce, stackCache } from './cache.ts';
import { builderManifest } from './collectorManifest.ts';
import { hasTool, runTool } from './tools.ts';

export type InstalledGo = { readonly program: string } | { readonly missing: string };

const JAEGER = 'github.com/jaegertracing/jaeger/cmd/all-in-one';
const BUILDER = 'go.opentelemetry.io/collector/cmd/builder@v0.161.0';
const TELEMETRYGEN = 'github.com/open-telemetry/opentelemetry-collector-contrib/cmd/telemetrygen@v0.161.0';
const SMALL = ['-trimpath', '-ldflags=-s -w'];

type Go = (...args: string[]) => Promise<void>;

/** As a tool dependency: `go install` refuses Jaeger's module, which has replace directives. */
export const installJaeger = (onProgress: OnProgress): Promise<InstalledGo> =>
  installGo('jaeger', 'jaeger-1.62.0', 'jaeger', '4 minutes', onProgress, async (go) => {
    await go('mod', 'init', 'watchingcat.stack/jaeger');
    await go('get', '-tool', `${JAEGER}@v1.62.0`);
    await go('build', ...SMALL, '-o', 'jaeger', JAEGER);
  });

/** The folder names the manifest too: another set of modules is another Collector. */
const COLLECTOR_FOLDER = `collector-0.161.0-${createHash('sha256').update(builderManifest()).digest('hex').slice(0, 8)}`;

export const installCollector = (onProgress: OnProgress): Promise<InstalledGo> =>
  installGo('collector', COLLECTOR_FOLDER, join('out', 'otelcol'), '3 minutes', onProgress, async (go, cwd, run) => {
    await go('install', BUILDER);
    await writeFile(join(cwd, 'manifest.yaml'), builderManifest());
    await run(join(cwd, 'builder'), '--config', 'manifest.yaml');
  });

export const installTelemetrygen = (onProgress: OnProgress): Promise<InstalledGo> =>
  installGo('telemetrygen', 'telemetrygen-0.161.0', 'telemetrygen', '1 minute', onProgress, (go) =>
    go('install', ...SMALL, TELEMETRYGEN),
  );

async function installGo(
  component: ComponentName,
  folder: string,
  program: string,
  duration: string,
  onProgress: OnProgress,
  build: (go: Go, cwd: string, run: (command: string, ...args: string[]) => Promise<void>) => Promise<void>,
): Promise<InstalledGo> {
  const directory = join(stackCache(), folder);
  if (!existsSync(directory) && !hasTool('go', 'version'))
    return { missing: 'it is built from source, and Go is not installed (1.25 or newer: https://go.dev/dl)' };
  const what = `${TITLES[component]}: building`;
  await installOnce(directory, async (cwd) => {
    onProgress(`${what}, about ${duration} once …`);
    const run = (command: string, ...args: string[]) =>
      runTool(command, args, { what, cwd, onProgress, env: { CGO_ENABLED: '0', GOBIN: cwd } });
    await build((...args) => run('go', ...args), cwd, run);
  });
  return { program: join(directory, program) };
}
