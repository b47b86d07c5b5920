// The lists under compat/exports: which names a version of a package exports, one a line, so that the check needs no package of that version.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GRAFANA_VERSIONS, packageVersions, type GrafanaVersion } from './versions.ts';

/** A Grafana version and what it exports, by package. */
export interface HostExports extends GrafanaVersion {
  readonly exports: ReadonlyMap<string, ReadonlySet<string>>;
}

/** `@grafana/ui` 11.0.2 is in `grafana-ui-11.0.2.txt`. */
const listName = (name: string, version: string): string =>
  `${name.replace(/^@/, '').replace('/', '-')}-${version}.txt`;

/** @throws Error that says what to do when a list is not there */
function readExportList(folder: string, name: string, version: string): string[] {
  const file = join(folder, listName(name, version));
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch (cause) {
    throw new Error(`${file} is missing: run npm run compat -- --update`, { cause });
  }
}

export function writeExportList(folder: string, name: string, version: string, names: readonly string[]): void {
  writeFileSync(join(folder, listName(name, version)), `${names.join('\n')}\n`);
}

/** What each version of Grafana that we run on exports. */
export function readHosts(folder: string): HostExports[] {
  return GRAFANA_VERSIONS.map((version) => {
    const versions = [...packageVersions(version)];
    return {
      ...version,
      exports: new Map(versions.map(([name, one]) => [name, new Set(readExportList(folder, name, one))])),
    };
  });
}
