// What lies in provisioning/: Grafana and the shell read the same files, so both must be able to.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { QUERY_TYPES, RED_MEASURES } from '../plugins/watchingcat-app/src/datasource/types.ts';
import { ROOT } from './paths.ts';

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly targets: readonly {
    readonly datasource: Panel['datasource'];
    readonly queryType?: string;
    readonly measure?: string;
    readonly expr?: string;
  }[];
}

interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string; readonly query: string }[];
  };
  readonly links: readonly { readonly url: string; readonly keepTime: boolean }[];
  readonly panels: readonly Panel[];
}

const folder = join(ROOT, 'provisioning');
const dashboards = globSync('dashboards/*.json', { cwd: folder }).map((file): [string, Dashboard] => [
  file,
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as Dashboard,
]);
const standIns = readFileSync(join(ROOT, 'packages/shell/src/client/panels/panelPlugins.ts'), 'utf8');
const ours = globSync('panels/*/plugin.json', { cwd: join(ROOT, 'plugins/watchingcat-app/src') }).map(
  (file) => (JSON.parse(readFileSync(join(ROOT, 'plugins/watchingcat-app/src', file), 'utf8')) as { id: string }).id,
);

it('has the dashboards that people look for, each once', () => {
  const uids = dashboards.map(([, { uid }]) => uid);
  expect(new Set(uids).size).toBe(uids.length);
  for (const name of ['overview', 'service', 'traces', 'logs', 'map', 'infrastructure'])
    expect(uids).toContain(`watchingcat-${name}`);
});

describe.each(dashboards)('%s', (file, { uid: own, schemaVersion, templating, panels, links }) => {
  it('has the schema of Grafana 11.0, its own name as uid, and each panel once', () => {
    expect(schemaVersion).toBe(39);
    expect(file).toBe(`dashboards/${own}.json`);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });

  it('reads its data sources by variables of a type that provisioning knows', () => {
    const variables = new Map(
      templating.list.filter(({ type }) => type === 'datasource').map(({ name, query }) => [name, query]),
    );
    for (const { datasource, targets } of panels)
      for (const { type, uid } of [datasource, ...targets.map((target) => target.datasource)])
        expect(variables.get(/^\$\{(\w+)\}$/.exec(uid)?.[1] ?? '')).toBe(type);
  });

  it('has panels that the shell can draw, in words, within the grid and beside each other', () => {
    const cells = new Set<string>();
    for (const { type, title, description, gridPos } of panels) {
      expect(ours.includes(type) || new RegExp(`^  ${type}: async`, 'm').test(standIns)).toBe(true);
      expect(title).not.toBe('');
      expect(description).not.toBe('');
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(cells.has(`${x} ${y}`)).toBe(false);
          cells.add(`${x} ${y}`);
        }
    }
  });

  it('asks what the data source can answer', () => {
    for (const { datasource, targets } of panels)
      for (const { queryType, measure, expr } of targets) {
        if (datasource.type === 'prometheus') expect(expr).toMatch(/\w/);
        else expect(QUERY_TYPES).toContain(queryType);
        if (measure !== undefined) expect(RED_MEASURES).toContain(measure);
      }
  });

  it('uses variables that are defined', () => {
    const defined = [...templating.list.map(({ name }) => name), '__rate_interval'];
    for (const { title, targets } of panels)
      for (const [, name] of JSON.stringify([title, targets]).matchAll(/\$\{?(\w+)/g)) expect(defined).toContain(name);
  });

  it('leads to the others with the same time', () => {
    const uids = new Set(dashboards.map(([, { uid }]) => uid));
    for (const { url, keepTime } of links) {
      expect(uids.has(url.replace('/d/', ''))).toBe(true);
      expect(keepTime).toBe(true);
    }
  });
});

it('names our data source and app, and takes address and secret from the environment', () => {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const lines = [
    'uid: watchingcat',
    'type: watchingcat-datasource',
    'serverUrl: $WATCHINGCAT_URL',
    'token: $WATCHINGCAT_TOKEN',
  ];
  for (const line of lines) expect(read('datasources/watchingcat.yaml')).toContain(`${line}\n`);
  expect(read('plugins/watchingcat.yaml')).toContain('type: watchingcat-app\n');
});

it('alerts on data sources that are provisioned', () => {
  const sources = globSync('datasources/*.yaml', { cwd: folder }).flatMap(
    (file) => (parse(readFileSync(join(folder, file), 'utf8')) as { datasources: { uid: string }[] }).datasources,
  );
  const uids = new Set(['__expr__', ...sources.map(({ uid }) => uid)]);
  for (const file of globSync('alerting/*.yaml', { cwd: folder })) {
    const { groups } = parse(readFileSync(join(folder, file), 'utf8')) as {
      groups: { folder: string; rules: { condition: string; data: { refId: string; datasourceUid: string }[] }[] }[];
    };
    for (const { condition, data } of groups.flatMap(({ rules }) => rules)) {
      expect(data.map(({ refId }) => refId)).toContain(condition);
      for (const { datasourceUid } of data) expect(uids.has(datasourceUid)).toBe(true);
    }
  }
});
