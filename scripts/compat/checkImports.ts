// Compares what the bundles take from their host with what each version of Grafana has. A missing import is `undefined` at run time and fails only where it is
// rendered or called, so no test on one version finds it.
import type { BundleReport, Use } from './bundle.ts';
import type { HostExports } from './exportLists.ts';
import { adviceOnExternal } from './sharedModules.ts';

/** An export that some version lacks and whose every use asks first. */
export interface AllowedImport {
  readonly package: string;
  readonly name: string;
  /** What happens where it is missing. */
  readonly reason: string;
}

/** What to use instead on every version, where we know it. */
const SUBSTITUTES: Readonly<Record<string, string>> = {
  Combobox: 'Select has it in all versions',
  MultiCombobox: 'MultiSelect has it in all versions',
  ScrollContainer: 'a div with overflow: auto does the same',
  Gauge: 'PanelRenderer with pluginId "gauge" draws one in all versions',
  hasPermission: 'read config.bootData.user.permissions',
  store: 'use localStorage',
};

/**
 * One line for each fault: where, what, which versions, and what to do.
 * @param sourceOf the source of a place in a script, where its source map tells
 */
export function checkImports(
  { externals, uses }: BundleReport,
  hosts: readonly HostExports[],
  allowed: readonly AllowedImport[],
  sourceOf: (use: Use) => string,
): string[] {
  const problems = new Set<string>();
  for (const { file, module } of externals) {
    const advice = adviceOnExternal(module);
    if (advice !== undefined)
      problems.add(`${file} expects ${module} from Grafana, which not every version shares; ${advice}`);
  }
  const lacking = uses
    .map((use) => ({ use, versions: versionsWithout(use, hosts) }))
    .filter(({ versions }) => versions.length > 0);
  for (const { use, versions } of lacking) {
    const { file, module, name, isTested } = use;
    const where = `${file} (${sourceOf(use)})`;
    const isAllowed = allowed.some((one) => one.package === module && one.name === name);
    if (name === '*')
      problems.add(`${where} hands on ${module} as a whole, so that what it needs cannot be checked; import by name`);
    else if (!isAllowed)
      problems.add(`${where} uses ${name} of ${module}, which ${versions.join(', ')} lacks; ${wayOut(name)}`);
    else if (!isTested)
      problems.add(
        `${where} uses ${name} of ${module}, which ${versions.join(', ')} lacks, without asking for it first, though compat/allowed.json says that it does`,
      );
  }
  for (const { package: module, name } of allowed) {
    if (!lacking.some(({ use }) => use.module === module && use.name === name))
      problems.add(
        `compat/allowed.json allows ${name} of ${module}, which is not used or not missing any more; take it out`,
      );
  }
  return [...problems];
}

function versionsWithout({ module, name }: Use, hosts: readonly HostExports[]): string[] {
  return hosts.filter(({ exports }) => exports.get(module)?.has(name) === false).map(({ grafana }) => grafana);
}

const wayOut = (name: string): string =>
  SUBSTITUTES[name] ??
  `do without it, or ask for it first (typeof ${name} === 'undefined' ? … : …) and name it in compat/allowed.json`;
