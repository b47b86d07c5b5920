// What provisioning/ gives to Grafana and to the shell: valid in itself, and only with what is there.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { QUERY_TYPES, RED_MEASURES, type WatchingCatQuery } from './types';
import plugin from './plugin.json';

const PROVISIONING = path.resolve(__dirname, '../../../../provisioning');
const CORE_PANELS = ['stat', 'timeseries', 'table', 'text', 'row'];
const OUR_PANELS = ['watchingcat-trace-panel'];

interface Dashboard {
  uid: string;
  title: string;
  schemaVersion: number;
  templating: { list: Array<{ name: string; type: string; query: string }> };
  panels: Panel[];
}
interface Panel {
  id: number;
  type: string;
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
  datasource: { type: string; uid: string };
  targets: Array<WatchingCatQuery & { datasource: { type: string; uid: string } }>;
}

const read = (file: string) => readFileSync(path.join(PROVISIONING, file), 'utf8');
const dashboards = readdirSync(path.join(PROVISIONING, 'dashboards')).filter((file) => file.endsWith('.json'));

describe.each(dashboards)('dashboard %s', (file) => {
  const dashboard = JSON.parse(read(`dashboards/${file}`)) as Dashboard;
  const { panels } = dashboard;
  const variables = dashboard.templating.list.map(({ name }) => name);
  const ours = { type: plugin.id, uid: '${datasource}' };

  it('has the schema of Grafana 11.0 and its own name as uid', () => {
    expect(dashboard.schemaVersion).toBe(39);
    expect(`${dashboard.uid}.json`).toBe(file);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });

  it('uses panels that are there, with the data source of its variable', () => {
    expect(dashboard.templating.list).toContainEqual(expect.objectContaining({ name: 'datasource', query: plugin.id }));
    for (const { type, datasource, targets } of panels) {
      expect([...CORE_PANELS, ...OUR_PANELS]).toContain(type);
      expect(datasource).toEqual(ours);
      for (const target of targets) expect(target.datasource).toEqual(ours);
    }
  });

  it('asks only queries that the data source knows, with variables that are defined', () => {
    for (const target of panels.flatMap(({ targets }) => targets)) {
      expect(QUERY_TYPES).toContain(target.queryType);
      if (target.measure !== undefined) expect(RED_MEASURES).toContain(target.measure);
      for (const [, name] of JSON.stringify(target).matchAll(/\$\{?(\w+)/g)) expect(variables).toContain(name);
    }
  });

  it('lays its panels beside each other, inside the 24 columns', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => {
      expect(x + w).toBeLessThanOrEqual(24);
      return Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`);
    });
    expect(new Set(cells).size).toBe(cells.length);
  });
});

describe('provisioned settings', () => {
  it('name our data source and app, and take address and secret from the environment', () => {
    const datasource = read('datasources/watchingcat.yaml');
    for (const line of [
      'uid: watchingcat',
      `type: ${plugin.id}`,
      'serverUrl: $WATCHINGCAT_URL',
      'token: $WATCHINGCAT_TOKEN',
    ]) {
      expect(datasource).toContain(`${line}\n`);
    }
    expect(read('plugins/watchingcat.yaml')).toContain('type: watchingcat-app\n');
  });
});
