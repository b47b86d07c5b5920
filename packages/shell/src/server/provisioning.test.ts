import path from 'node:path';
import { rm } from 'node:fs/promises';
import { interpolate, readDashboards, readDataSources } from './provisioning.ts';
import { shopFolder } from './testing.ts';

describe('interpolate', () => {
  const env = { NAME: 'cat', EMPTY: '' };
  it.each([
    ['$NAME', 'cat'],
    ['a-${NAME}-b', 'a-cat-b'],
    ['${NONE:-dog}', 'dog'],
    ['${NAME:-dog}', 'cat'],
    ['$NONE', ''],
    ['$$NAME', '$NAME'],
    ['100 %', '100 %'],
  ])('turns %s into %s', (text, expected) => expect(interpolate(text, env)).toBe(expected));
});

describe('a provisioning folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = path.join(await shopFolder(), 'provisioning');
  });
  afterAll(() => rm(path.dirname(folder), { recursive: true }));

  it('makes the first data source the default when none says so', async () => {
    const found = await readDataSources(folder, {}, fail);
    expect(found.map(({ uid, isDefault }) => [uid, isDefault])).toEqual([
      ['shop', true],
      ['elsewhere', false],
    ]);
  });

  it('fills values from the environment', async () => {
    const [shop] = await readDataSources(
      folder,
      { SHOP_TEST_URL: 'http://x', SHOP_TEST_REGION: 'south', SHOP_TEST_UNSET: 'now set' },
      fail,
    );
    expect(shop?.jsonData).toEqual({ serverUrl: 'http://x', region: 'south' });
    expect(shop?.secureJsonFields).toEqual({ token: true, unset: true });
  });

  it('reports a dashboard that cannot be read and keeps the others', async () => {
    const problems: string[] = [];
    const found = await readDashboards(folder, (file) => problems.push(path.basename(file)));
    expect(found.map(({ uid }) => uid)).toEqual(['goods']);
    expect(problems).toEqual(['broken.json']);
  });

  it('is empty when the folder does not exist', async () => {
    expect(await readDashboards(path.join(folder, 'none'), fail)).toEqual([]);
    expect(await readDataSources(path.join(folder, 'none'), {}, fail)).toEqual([]);
  });
});

const fail = (file: string, error: unknown) => {
  throw new Error(`${file}: ${String(error)}`);
};
