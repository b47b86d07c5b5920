// grafana.ini, and where else the ids of our plugins must stand: Grafana loads an unsigned plugin only when its own id is listed.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './composeFile.ts';
import { parseIni } from './grafanaIni.ts';

const ini = parseIni(readFileSync(join(ROOT, 'grafana.ini'), 'utf8'));
const pluginIds = globSync('plugins/watchingcat-app/src/**/plugin.json', { cwd: ROOT })
  .map((file) => (JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as { id: string }).id)
  .sort();

it('allows every plugin of the package, and no other', () => {
  expect(pluginIds).toContain('watchingcat-app');
  expect(ini['plugins']['allow_loading_unsigned_plugins'].split(',').sort()).toEqual(pluginIds);
});

it('keeps the data sources that are preinstalled plugins since Grafana 13', () => {
  expect(ini['plugins']).not.toHaveProperty('preinstall_disabled');
});

it('lets nobody in without signing in, and reports nothing', () => {
  expect(ini['auth.anonymous']['enabled']).toBe('false');
  expect(ini['users']['allow_sign_up']).toBe('false');
  expect(ini['analytics']['reporting_enabled']).toBe('false');
});

it('holds no password, which comes from the environment', () => {
  expect(Object.keys(ini['security'])).not.toContain('admin_password');
  expect(Object.keys(ini['security'])).not.toContain('secret_key');
});

describe('parseIni', () => {
  it('reads settings of sections and skips comments', () => {
    expect(parseIni('; c\n[a]\nx = 1\n# y = 2\n[b.c]\nz=\n')).toEqual({ a: { x: '1' }, 'b.c': { z: '' } });
  });

  it('names a line that it cannot read', () => {
    expect(() => parseIni('[a]\nx: 1')).toThrow('line 2');
    expect(() => parseIni('x = 1')).toThrow('line 1');
  });
});
