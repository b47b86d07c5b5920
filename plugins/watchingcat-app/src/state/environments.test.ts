import type { AppSettings } from '../settings';
import { chooseEnvironment, environmentsOf } from './environments';

const sources = [
  { uid: 'a', name: 'Cat A', isDefault: false },
  { uid: 'b', name: 'Cat B', isDefault: true },
  { uid: 'c', name: 'Cat C', isDefault: false },
];
const environments = [
  { name: 'production', dataSourceUid: 'c' },
  { name: 'staging', dataSourceUid: 'a' },
  { name: 'old', dataSourceUid: 'gone' },
];
const chosen = (settings: AppSettings, choice: { asked?: string; remembered?: string } = {}) =>
  chooseEnvironment(settings, sources, { asked: undefined, remembered: undefined, ...choice });

describe('environmentsOf', () => {
  it('are all data sources where none are configured', () =>
    expect(environmentsOf({}, sources).map(({ name }) => name)).toEqual(['Cat A', 'Cat B', 'Cat C']));
  it('are the configured ones whose data source is there', () =>
    expect(environmentsOf({ environments }, sources).map(({ name }) => name)).toEqual(['production', 'staging']));
});

describe('chooseEnvironment', () => {
  it.each<[string, AppSettings, { asked?: string; remembered?: string }, string | undefined]>([
    ['the default data source where nothing is set', {}, {}, 'Cat B'],
    ['the configured data source', { dataSourceUid: 'c' }, {}, 'Cat C'],
    ['the default one where the configured one is gone', { dataSourceUid: 'gone' }, {}, 'Cat B'],
    ['the first environment', { environments }, {}, 'production'],
    ['the configured data source under its environment’s name', { environments, dataSourceUid: 'a' }, {}, 'staging'],
    ['the last choice before what is configured', { environments }, { remembered: 'a' }, 'staging'],
    ['no last choice that is no environment any more', { environments }, { remembered: 'b' }, 'production'],
    [
      'what the address asks for before the last choice',
      { environments },
      { asked: 'c', remembered: 'a' },
      'production',
    ],
    ['also a data source that is no environment', { environments }, { asked: 'b' }, 'Cat B'],
    ['nothing in place of one that is gone', { environments }, { asked: 'gone', remembered: 'a' }, undefined],
    ['the default one where all environments are gone', { environments: [environments[2]] }, {}, 'Cat B'],
  ])('is %s', (_what, settings, choice, name) => expect(chosen(settings, choice)?.name).toBe(name));
  it('is the first data source where none is the default, and nothing among none', () => {
    const choice = { asked: undefined, remembered: undefined };
    expect(chooseEnvironment({}, [sources[2], sources[0]], choice)?.name).toBe('Cat C');
    expect(chooseEnvironment({}, [], choice)).toBeUndefined();
  });
});
