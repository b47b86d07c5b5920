// npm run compat: holds the built plugin to every version of Grafana that it runs on, without Grafana, in seconds. Builds nothing.
//   -- --types    also checks the plugin's sources against the types of the oldest and the newest version (installs them once)
//   -- --update   makes compat/exports anew from the npm registry
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBundle } from '../compat/bundle.ts';
import { checkImports, type AllowedImport } from '../compat/checkImports.ts';
import { checkPackage } from '../compat/checkPackage.ts';
import { readScripts, sourceLocator } from '../compat/dist.ts';
import { readHosts } from '../compat/exportLists.ts';
import { checkTypes, type AllowedTypeError } from '../compat/checkTypes.ts';
import { updateExports } from '../compat/updateExports.ts';
import { GRAFANA_VERSIONS, NEWEST, OLDEST } from '../compat/versions.ts';
import { PLUGIN, ROOT } from '../paths.ts';

const LISTS = join(ROOT, 'compat/exports');
const options = process.argv.slice(2);
const unknown = options.filter((option) => !['--types', '--update'].includes(option));
if (unknown.length > 0) {
  console.error(`${unknown.join(', ')} is not known here. There are --types and --update.`);
  process.exit(2);
}

if (options.includes('--update')) await updateExports(LISTS);
const allowed = JSON.parse(readFileSync(join(ROOT, 'compat/allowed.json'), 'utf8')) as {
  imports: AllowedImport[];
  types: AllowedTypeError[];
};
const dist = join(PLUGIN, 'dist');
const scripts = readScripts(dist);
const hosts = readHosts(LISTS);
const bundle = readBundle(scripts);
const problems = [
  ...checkImports(bundle, hosts, allowed.imports, sourceLocator(dist, scripts)),
  ...checkPackage(dist, scripts, hosts),
];
const names = new Set(bundle.uses.map(({ module, name }) => `${module} ${name}`)).size;
const versions = GRAFANA_VERSIONS.map(({ grafana }) => grafana).join(', ');
console.log(`${scripts.size} scripts use ${names} names of their host; compared with Grafana ${versions}.`);
if (options.includes('--types'))
  for (const version of [OLDEST, NEWEST]) problems.push(...(await checkTypes(version, allowed.types)));
for (const problem of problems) console.error(`FAILED ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;
