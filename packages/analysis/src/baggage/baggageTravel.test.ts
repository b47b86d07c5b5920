import type { AttributeValue } from '@watchingcat/model';
import fc from 'fast-check';
import { anyTrace, traceFrom, traceOf, type TestSpan } from '../testing/traceOf.ts';
import { baggageTravel, MAX_BAGGAGE_KEYS } from './baggageTravel.ts';
import { BAGGAGE_EVIDENCE, type BaggageSpan } from './readBaggage.ts';

type Attributes = Record<string, AttributeValue>;

interface CarryingSpan extends TestSpan {
  readonly attributes?: Attributes;
  readonly logs?: readonly Attributes[];
}

/** The travel of the only key, or of all. */
function travel(spans: readonly CarryingSpan[], named?: readonly string[]) {
  const trace = traceFrom(spans);
  const byId = new Map(spans.map((span) => [span.id, span]));
  const spanOf = (row: number): BaggageSpan => {
    const { attributes = {}, logs = [] } = byId.get(trace.spanIds[row])!;
    const events = logs.map(({ event, ...fields }) => ({
      time: 0n,
      name: typeof event === 'string' ? event : '',
      attributes: new Map(Object.entries(fields)),
    }));
    return { attributes: new Map(Object.entries(attributes)), events };
  };
  const { keys } = baggageTravel(trace, spanOf, named);
  const id = (row: number) => trace.spanIds[row];
  return keys.map((found) => ({
    key: found.key,
    carriers: Array.from(found.rows, (row, i) => [
      id(row),
      found.values[found.value[i]],
      BAGGAGE_EVIDENCE[found.evidence[i]],
    ]),
    entries: found.entries.map((entry) => ({ ...entry, row: id(entry.row) })),
    changes: found.changes.map((change) => ({ ...change, row: id(change.row), fromRow: id(change.fromRow) })),
    lost: Array.from(found.lost, id),
    unseen: Array.from(found.unseen, id),
    services: found.services,
  }));
}

const user = (value: string) => ({ attributes: { 'baggage.user': value } });

it('tells where a key entered, and how far it went', () =>
  expect(
    travel([
      { id: 'web', service: 'web' },
      { id: 'api', parent: 'web', service: 'api', ...user('ann') },
      { id: 'db', parent: 'api', service: 'db', ...user('ann') },
      { id: 'other', parent: 'web', start: 9, service: 'mail', ...user('bob') },
    ]),
  ).toEqual([
    {
      key: 'user',
      carriers: [
        ['api', 'ann', 'attribute'],
        ['db', 'ann', 'attribute'],
        ['other', 'bob', 'attribute'],
      ],
      entries: [
        { row: 'api', value: 'ann', spans: 2, levels: 1, services: ['api', 'db'] },
        { row: 'other', value: 'bob', spans: 1, levels: 0, services: ['mail'] },
      ],
      changes: [],
      lost: [],
      unseen: [],
      services: ['api', 'db', 'mail'],
    },
  ]));

it('tells where the value changed, also across spans that do not show it', () => {
  const [found] = travel([
    { id: 'a', ...user('ann') },
    { id: 'b', parent: 'a' },
    { id: 'c', parent: 'b', ...user('root') },
    { id: 'd', parent: 'c', ...user('root') },
  ]);
  expect(found.changes).toEqual([{ row: 'c', fromRow: 'a', before: 'ann', after: 'root' }]);
  expect(found.entries).toEqual([expect.objectContaining({ row: 'a', spans: 3, levels: 3 })]);
  expect(found.unseen).toEqual([]);
});

it('tells a key that was dropped from spans of which nothing is known', () => {
  const found = travel([
    { id: 'a', attributes: { 'baggage.user': 'ann', 'baggage.plan': 'gold' } },
    { id: 'dropped', parent: 'a', attributes: { 'baggage.plan': 'gold' } },
    { id: 'silent', parent: 'a', start: 1 },
    { id: 'below', parent: 'silent', start: 1 },
  ]);
  expect(found.map(({ key, lost, unseen }) => ({ key, lost, unseen }))).toEqual([
    { key: 'plan', lost: [], unseen: ['silent'] },
    { key: 'user', lost: ['dropped'], unseen: ['silent'] },
  ]);
});

it.each([
  ['an array of lines', { 'http.request.header.baggage': ['user=ann,plan=gold', 'x=%20y'] }],
  ['one text', { 'http.request.header.baggage': 'user=ann,plan=gold,x=%20y' }],
  ['the JSON that Jaeger makes of an array', { 'http.request.header.baggage': '["user=ann,plan=gold","x=%20y"]' }],
  ['metadata of gRPC', { 'rpc.grpc.request.metadata.baggage': ['user=ann', 'plan=gold', 'x=%20y'] }],
])('reads a captured header from %s', (_, attributes) =>
  expect(travel([{ id: 'a', attributes }]).map(({ key, carriers }) => [key, ...carriers])).toEqual([
    ['plan', ['a', 'gold', 'header']],
    ['user', ['a', 'ann', 'header']],
    ['x', ['a', ' y', 'header']],
  ]),
);

it('reads what tracers of Jaeger log, by the name of the event or by its field', () =>
  expect(
    travel([
      { id: 'a', logs: [{ event: 'baggage', key: 'user', value: 'ann' }] },
      { id: 'b', parent: 'a', logs: [{ event: 'baggage', message: 'this is baggage' }] },
    ]),
  ).toEqual([expect.objectContaining({ key: 'user', carriers: [['a', 'ann', 'event']], lost: [], unseen: ['b'] })]));

it('shows that a span replaced what it had', () => {
  const [found] = travel([{ id: 'a', ...user('ann'), logs: [{ event: 'baggage', key: 'user', value: 'root' }] }]);
  expect(found.carriers).toEqual([['a', 'root', 'event']]);
  expect(found.entries[0].value).toBe('ann');
  expect(found.changes).toEqual([{ row: 'a', fromRow: 'a', before: 'ann', after: 'root' }]);
});

it('guesses that an attribute of the same key and value is a copy, and not one of another value', () =>
  expect(
    travel([
      { id: 'a', attributes: { 'http.request.header.baggage': ['user.id=7'] } },
      { id: 'copy', parent: 'a', attributes: { 'user.id': 7n } },
      { id: 'own', parent: 'copy', attributes: { 'user.id': 8n } },
    ])[0].carriers,
  ).toEqual([
    ['a', '7', 'header'],
    ['copy', '7', 'copied'],
  ]));

it('takes plain attributes for baggage when the caller names them', () =>
  expect(travel([{ id: 'a', attributes: { tenant: 't1', other: 'x' } }], ['tenant'])).toEqual([
    expect.objectContaining({ key: 'tenant', carriers: [['a', 't1', 'named']] }),
  ]));

it('shows nothing for a trace without baggage, or without known attributes', () => {
  expect(travel([{ id: 'a', attributes: { user: 'ann', 'baggage.': 'x' } }])).toEqual([]);
  expect(baggageTravel(traceOf({ id: 'a' }), () => undefined)).toEqual({ keys: [], keysLeftOut: 0 });
});

it('counts keys above the cap', () => {
  const attributes = Object.fromEntries(Array.from({ length: MAX_BAGGAGE_KEYS + 2 }, (_, i) => [`baggage.k${i}`, 'x']));
  const span = { attributes: new Map(Object.entries(attributes)), events: [] };
  expect(baggageTravel(traceOf({ id: 'a' }), () => span)).toMatchObject({ keysLeftOut: 2 });
});

it('accounts for every span: each shows the key, hangs below one that ends its way, or never had it above', () =>
  fc.assert(
    fc.property(
      anyTrace,
      fc.array(fc.constantFrom(undefined, 'x', 'y'), { minLength: 25, maxLength: 25 }),
      (trace, values) => {
        const spanOf = (row: number): BaggageSpan => ({
          attributes: new Map(values[row] === undefined ? [] : [['baggage.k', values[row]]]),
          events: [],
        });
        const [found] = baggageTravel(trace, spanOf).keys;
        const carrying = Array.from({ length: trace.size }, (_, row) => row).filter((row) => values[row] !== undefined);
        if (carrying.length === 0) return expect(found).toBeUndefined();
        expect([...found.rows]).toEqual(carrying);
        expect(found.entries.reduce((sum, { spans }) => sum + spans, 0)).toBe(carrying.length);
        const ancestors = (row: number): number[] =>
          trace.parent[row] === -1 ? [] : [trace.parent[row], ...ancestors(trace.parent[row])];
        const nearest = (row: number) => ancestors(row).find((above) => values[above] !== undefined);
        expect(found.entries.map(({ row }) => row)).toEqual(carrying.filter((row) => nearest(row) === undefined));
        expect(found.changes.map(({ row, fromRow }) => [row, fromRow])).toEqual(
          carrying.flatMap((row) => {
            const above = nearest(row);
            return above !== undefined && values[above] !== values[row] ? [[row, above]] : [];
          }),
        );
        const ends = carrying.flatMap((row) =>
          Array.from({ length: trace.size }, (_, child) => child).filter(
            (child) =>
              trace.parent[child] === row &&
              values.slice(child, child + trace.subtreeSize[child]).every((value) => value === undefined),
          ),
        );
        expect([...found.unseen]).toEqual(ends.toSorted((a, b) => a - b));
      },
    ),
  ));

it('goes 20,000 spans deep, and past 10,000 children', () => {
  const deep = traceFrom(Array.from({ length: 20_000 }, (_, i) => ({ id: `${i}`, parent: i === 0 ? '' : `${i - 1}` })));
  const carrying: BaggageSpan = { attributes: new Map([['baggage.k', 'x']]), events: [] };
  expect(baggageTravel(deep, () => carrying).keys[0].entries).toEqual([
    expect.objectContaining({ row: 0, spans: 20_000, levels: 19_999 }),
  ]);
  const wide = traceFrom([
    { id: 'root' },
    ...Array.from({ length: 10_000 }, (_, i) => ({ id: `c${i}`, parent: 'root' })),
  ]);
  expect(baggageTravel(wide, (row) => (row === 0 ? carrying : undefined)).keys[0].unseen).toHaveLength(10_000);
});
