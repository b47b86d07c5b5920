// Brings the asked components into the cache, one after the other: builds use all cores anyway. What this machine cannot install is a value.
import { TITLES, type ComponentName, type OnProgress, type Skipped } from '../components.ts';
import { installCollector, installJaeger, installTelemetrygen } from './go.ts';
import { installPrometheus, type InstalledPrometheus } from './prometheus.ts';
import { installSearchEngine, type InstalledSearchEngine } from './searchEngines.ts';

export interface Installed {
  readonly prometheus?: InstalledPrometheus;
  readonly elasticsearch?: InstalledSearchEngine;
  readonly opensearch2?: InstalledSearchEngine;
  readonly opensearch3?: InstalledSearchEngine;
  readonly jaeger?: { readonly program: string };
  readonly collector?: { readonly program: string };
  readonly telemetrygen?: { readonly program: string };
}

type Installer<Name extends ComponentName> = (
  onProgress: OnProgress,
) => Promise<NonNullable<Installed[Name]> | { readonly missing: string }>;

const INSTALLERS: { readonly [Name in ComponentName]: Installer<Name> } = {
  prometheus: installPrometheus,
  elasticsearch: (onProgress) => installSearchEngine('elasticsearch', onProgress),
  opensearch2: (onProgress) => installSearchEngine('opensearch2', onProgress),
  opensearch3: (onProgress) => installSearchEngine('opensearch3', onProgress),
  jaeger: installJaeger,
  collector: installCollector,
  telemetrygen: installTelemetrygen,
};

/** @throws Error with the tool's own words when an installation that should work does not */
export async function installAll(
  components: readonly ComponentName[],
  onProgress: OnProgress,
): Promise<{ readonly installed: Installed; readonly skipped: readonly Skipped[] }> {
  const installed: Partial<Record<ComponentName, unknown>> = {};
  const skipped: Skipped[] = [];
  for (const component of components) {
    const started = Date.now();
    let waited = false;
    const result = await INSTALLERS[component]((line) => {
      waited = true;
      onProgress(line);
    });
    if ('missing' in result) {
      skipped.push({ component, reason: result.missing });
      onProgress(`${TITLES[component]} is skipped: ${result.missing}.`);
    } else {
      installed[component] = result;
      if (waited) onProgress(`${TITLES[component]}: installed in ${Math.round((Date.now() - started) / 1000)} s.`);
    }
  }
  return { installed: installed as Installed, skipped };
}
