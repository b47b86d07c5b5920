import type { TimeRange } from '@grafana/data';
import type { VariableInterpolation } from '@grafana/runtime';
import { ShellTemplateSrv } from './templateSrv.ts';

const scoped = { service: { text: 'Cart', value: 'cart' }, __interval: { text: '1m', value: '1m' } };

it.each([
  ['$service', 'cart'],
  ['${service}', 'cart'],
  ['${service:regex}', 'cart'],
  ['[[service]]', 'cart'],
  ['rate[$__interval]', 'rate[1m]'],
  ['$unknown and ${unknown}', '$unknown and ${unknown}'],
])('replaces %s by %s', (text, expected) => expect(new ShellTemplateSrv().replace(text, scoped)).toBe(expected));

it('knows the ends of the time range', () => {
  const srv = new ShellTemplateSrv();
  srv.updateTimeRange({ from: 1000, to: 2000 } as unknown as TimeRange);
  expect(srv.replace('$__from-${__to}')).toBe('1000-2000');
});

it('says what it replaced and what it did not find', () => {
  const interpolations: VariableInterpolation[] = [];
  new ShellTemplateSrv().replace('$service $none', scoped, undefined, interpolations);
  expect(interpolations.map(({ variableName, found }) => [variableName, found])).toEqual([
    ['service', true],
    ['none', false],
  ]);
});

it('tells whether a text has variables', () => {
  expect(new ShellTemplateSrv().containsTemplate('a $b')).toBe(true);
  expect(new ShellTemplateSrv().containsTemplate('a b')).toBe(false);
});

it('asks the scene when the request comes from one', () => {
  const srv = new ShellTemplateSrv();
  srv.setSceneInterpolator((scene, text) => `${(scene as { name: string }).name}: ${text}`);
  expect(srv.replace('$x', { __sceneObject: { text: '', value: { valueOf: () => ({ name: 'scene' }) } } })).toBe(
    'scene: $x',
  );
  expect(srv.replace('$service', scoped)).toBe('cart');
});
