// Prometheus and promtool out of Debian's package, unpacked into the cache instead of installed, which needs no root and starts no service.
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { TITLES, type OnProgress } from '../components.ts';
import { installOnce, stackCache } from './cache.ts';
import { hasTool, outputOf, runTool } from './tools.ts';

export interface InstalledPrometheus {
  readonly prometheus: string;
  readonly promtool: string;
}

const NO_LISTS = 'apt knows no package "prometheus": run "apt-get update" once as root, then the same command again';

export async function installPrometheus(
  onProgress: OnProgress,
): Promise<InstalledPrometheus | { readonly missing: string }> {
  const cached = globSync('prometheus-*', { cwd: stackCache() }).find((name) => /^prometheus-[\d.]+$/.test(name));
  if (cached !== undefined) return programsIn(join(stackCache(), cached));
  if (!hasTool('apt-get') || !hasTool('dpkg'))
    return { missing: 'it is taken from a Debian package, and there is no apt-get here' };
  const version = debianVersion() ?? (updateLists(onProgress) ? debianVersion() : undefined);
  if (version === undefined) return { missing: NO_LISTS };
  const what = `${TITLES.prometheus} ${version}: downloading`;
  return programsIn(
    await installOnce(join(stackCache(), `prometheus-${version}`), async (cwd) => {
      onProgress(`${what}, 20 MB …`);
      await runTool('apt-get', ['-qq', 'download', 'prometheus'], { what, cwd, onProgress });
      const [file] = globSync('*.deb', { cwd });
      await runTool('dpkg', ['-x', file, '.'], { what, cwd, onProgress });
    }),
  );
}

function programsIn(directory: string): InstalledPrometheus {
  const bin = join(directory, 'usr', 'bin');
  return { prometheus: join(bin, 'prometheus'), promtool: join(bin, 'promtool') };
}

/** The upstream part of the candidate's version, for example 2.42.0. */
function debianVersion(): string | undefined {
  const shown = outputOf('apt-cache', ['show', '--no-all-versions', 'prometheus']);
  return shown === undefined ? undefined : /^Version: (?:\d+:)?([\d.]+)/m.exec(shown)?.[1];
}

/** Fresh images have empty package lists; only root can fill them. */
function updateLists(onProgress: OnProgress): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  onProgress(`${TITLES.prometheus}: fetching Debian's package lists …`);
  return outputOf('apt-get', ['update', '-qq']) !== undefined;
}
