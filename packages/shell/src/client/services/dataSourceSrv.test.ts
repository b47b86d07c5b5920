/** @jest-environment jest-environment-jsdom */
import { setTemplateSrv } from '@grafana/runtime';
import type { DataSourceJson } from '../../bootData.ts';
import { ShellDataSourceSrv } from './dataSourceSrv.ts';
import { ShellTemplateSrv } from './templateSrv.ts';

class TestDataSource {
  readonly uid: string;
  constructor({ uid }: { uid: string }) {
    this.uid = uid;
  }
}

const settings = (uid: string, type: string, more: object = {}) =>
  ({
    uid,
    type,
    name: `${uid} name`,
    isDefault: false,
    meta: { id: type, module: `${type}/module`, metrics: true },
    ...more,
  }) as unknown as DataSourceJson;
const ALL = [
  settings('a', 'traces', { meta: { id: 'traces', module: 'traces/module', tracing: true } }),
  settings('b', 'metrics', { isDefault: true }),
  settings('c', 'metrics'),
];

let loads: string[];
const create = () => {
  loads = [];
  return new ShellDataSourceSrv(ALL, (module) => {
    loads.push(module);
    return Promise.resolve({ DataSourceClass: TestDataSource, components: { QueryEditor: 'editor' } } as never);
  });
};
const uids = (list: Array<{ uid: string }>) => list.map(({ uid }) => uid);

beforeAll(() => setTemplateSrv(new ShellTemplateSrv()));

it('finds settings by uid, name, reference, variable, default and type', () => {
  const srv = create();
  expect(srv.getInstanceSettings('a')?.uid).toBe('a');
  expect(srv.getInstanceSettings('c name')?.uid).toBe('c');
  expect(srv.getInstanceSettings({ uid: 'c' })?.uid).toBe('c');
  expect(srv.getInstanceSettings('${ds}', { ds: { text: '', value: 'a' } })?.uid).toBe('a');
  expect(srv.getInstanceSettings()?.uid).toBe('b');
  expect(srv.getInstanceSettings({ type: 'traces' })?.uid).toBe('a');
  expect(srv.getInstanceSettings('none')).toBeUndefined();
});

it('lists by what a plugin can do and what it is', () => {
  const srv = create();
  expect(uids(srv.getList({ tracing: true }))).toEqual(['a']);
  expect(uids(srv.getList({ type: ['metrics'] }))).toEqual(['b', 'c']);
  expect(uids(srv.getList({ pluginId: 'metrics', filter: ({ uid }) => uid !== 'b' }))).toEqual(['c']);
  expect(uids(srv.getList({ all: true }))).toEqual(['a', 'b', 'c']);
});

it('constructs a data source once, with its meta and components', async () => {
  const srv = create();
  const [first, second] = await Promise.all([srv.get('a'), srv.get({ uid: 'a' })]);
  expect(first).toBe(second);
  expect(first).toMatchObject({ uid: 'a', meta: { id: 'traces' }, components: { QueryEditor: 'editor' } });
  expect(loads).toEqual(['traces/module']);
  srv.reload();
  expect(await srv.get('a')).not.toBe(first);
});

it('rejects for one that is not there, and tries again after a failed load', async () => {
  await expect(create().get('none')).rejects.toThrow('Data source none was not found');
  let tries = 0;
  const failing = new ShellDataSourceSrv(ALL, () => Promise.reject(new Error(`try ${++tries}`)));
  await expect(failing.get('a')).rejects.toThrow('try 1');
  await expect(failing.get('a')).rejects.toThrow('try 2');
});

it('knows data sources that are registered at run time', async () => {
  const srv = create();
  const dataSource = { uid: 'runtime' };
  srv.registerRuntimeDataSource({ dataSource: dataSource as never });
  expect(await srv.get('runtime')).toBe(dataSource);
});
