// Grafana's npm packages of another version than the checkout's, with the React and the types that they want, installed once into the cache.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHELL } from '../paths.ts';
import { installOnce } from '../stack/install/cache.ts';
import { compatCache } from './cache.ts';
import { npmInstall } from './npmInstall.ts';
import { GRAFANA_PACKAGES, NEWEST, type GrafanaVersion } from './versions.ts';

/** Types by React's major version. */
const REACT_TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '18': { '@types/react': '18.3.31', '@types/react-dom': '18.3.7' },
  '19': { '@types/react': '19.2.2', '@types/react-dom': '19.2.2' },
};
/** What the shell needs beside what Grafana's packages bring themselves; of those it must take the very copies that they use. */
const FOR_SHELL = [
  '@fontsource-variable/inter',
  '@grafana/scenes',
  'd3',
  'react-redux',
  'react-router',
  'react-router-dom',
  'redux',
  'systemjs',
];

/** Resolves with the folder that holds `node_modules`; for the newest version all that the shell is built of is there. */
export async function installGrafana(version: GrafanaVersion): Promise<string> {
  const { grafana, react } = version;
  return installOnce(join(compatCache(), grafana), (empty) => {
    console.log(`Installing the npm packages of Grafana ${grafana} (about 0.5 GB, once) …`);
    return npmInstall(empty, {
      ...Object.fromEntries([...GRAFANA_PACKAGES, '@grafana/schema'].map((name) => [name, grafana])),
      ...(grafana === NEWEST.grafana ? { '@grafana/i18n': grafana, ...shellDependencies() } : {}),
      react,
      'react-dom': react,
      ...REACT_TYPES[react.split('.')[0]],
    });
  });
}

function shellDependencies(): Record<string, string> {
  const { dependencies } = JSON.parse(readFileSync(join(SHELL, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return Object.fromEntries(FOR_SHELL.map((name) => [name, dependencies[name]]));
}
