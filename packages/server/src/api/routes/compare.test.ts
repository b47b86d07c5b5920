import { COMPLETE, type Telemetry } from '@watchingcat/model';
import type { FastifyInstance } from 'fastify';
import { Value } from 'typebox/value';
import { seededApi } from '../../../test/seededApi.ts';
import { openSeededStore, type SeededStore } from '../../../test/seededStore.ts';
import { behind, checkout, SHOP_START, spansOf } from '../../../test/shopSpans.ts';
import { CohortAnswer, PairAnswer } from '../analyses/comparisonSchemas.ts';

const MS = 1_000_000;
const id = (n: number) => n.toString(16).padStart(32, '0');
const [FAST, SLOW, OTHER] = [id(1), id(2), id(9)];
const MINUTE_MS = 60_000;
const [IN_STEP, SKEWED] = [id(11), id(12)];
const range = { start: String(SHOP_START), end: String(SHOP_START + 3_600_000_000_000n) };

let seeded: SeededStore;
let app: FastifyInstance;
const api = (telemetry: Telemetry) => seededApi(seeded, { telemetry });
beforeAll(async () => {
  seeded = await openSeededStore([
    ...spansOf(FAST, 0, checkout(200)),
    ...spansOf(SLOW, MINUTE_MS, checkout(1_160, '2')),
    // The cohort of SLOW: charges of 200 (FAST), 210 and 260 ms.
    ...spansOf(id(3), 2 * MINUTE_MS, checkout(210)),
    ...spansOf(id(4), 3 * MINUTE_MS, checkout(260)),
    // Has the operation, but below another root.
    ...spansOf(OTHER, 4 * MINUTE_MS, [
      { id: 'e000000000000001', service: 'cron', operation: 'nightly', startMs: 0, durationMs: 9_000 },
      ...checkout(300).map((span) => ({ ...span, parent: span.parent ?? 'e000000000000001' })),
    ]),
    ...spansOf(IN_STEP, 90 * MINUTE_MS, checkout(200)),
    ...spansOf(SKEWED, 91 * MINUTE_MS, behind('payment', 500, checkout(260))),
  ]);
  app = await api(seeded.telemetry);
}, 60_000);
afterAll(async () => {
  await app.close();
  await seeded.close();
});
const compare = (payload: object, to = app) => to.inject({ method: 'POST', url: '/api/v1/traces/compare', payload });

interface Explained {
  readonly operation: string;
  readonly changeNs: number;
  readonly share: number;
}
const total = (explanation: readonly Explained[]) => explanation.reduce((sum, { changeNs }) => sum + changeNs, 0);

it('says what makes one trace longer than another, down to the last nanosecond', async () => {
  const answer = (await compare({ a: FAST, b: SLOW })).json();
  expect([...Value.Errors(PairAnswer, answer)]).toEqual([]);
  expect(answer).toMatchObject({
    kind: 'pair',
    basis: 'critical-path',
    total: { aNs: 400 * MS, bNs: 1_360 * MS, differenceNs: 960 * MS },
    a: { traceId: FAST, spans: 4 },
    explanation: [{ service: 'payment', operation: 'charge', kindOfChange: 'changed', changeNs: 960 * MS, share: 1 }],
    coverage: COMPLETE,
  });
  expect(answer.tree).toHaveLength(4);
  expect(answer.tree[3]).toMatchObject({ depth: 2, parent: 1, durationNs: 960 * MS, selfNs: 960 * MS });
  expect(answer).not.toHaveProperty('attributes');
});

it('mirrors when the traces are swapped, and is empty for a trace and itself', async () => {
  const swapped = (await compare({ a: SLOW, b: FAST })).json();
  expect(swapped.total.differenceNs).toBe(-960 * MS);
  expect(swapped.explanation[0].changeNs).toBe(-960 * MS);
  const same = (await compare({ a: SLOW, b: SLOW })).json();
  expect(same.explanation).toEqual([]);
});

it('names attributes that changed, on request', async () => {
  const answer = (await compare({ a: FAST, b: SLOW, attributes: true })).json();
  expect([...Value.Errors(PairAnswer, answer)]).toEqual([]);
  expect(answer.attributes).toEqual([
    { key: 'service.version', before: '1', after: '2', nodes: 1, alike: 1, firstNode: 3 },
  ]);
  expect(answer.tree[3].changedAttributes).toBe(1);
});

it('compares one trace with the median of those whose root is the same operation', async () => {
  const answer = (await compare({ trace: SLOW, cohort: range })).json();
  expect([...Value.Errors(CohortAnswer, answer)]).toEqual([]);
  // Medians: 410 ms in all, of which 210 in the charge.
  expect(answer).toMatchObject({
    kind: 'cohort',
    total: { medianNs: 410 * MS, traceNs: 1_360 * MS, differenceNs: 950 * MS, remainderNs: 0 },
    cohort: { traces: 3, otherRoots: 1 },
    coverage: COMPLETE,
  });
  expect(answer.explanation).toMatchObject([{ operation: 'charge', changeNs: 950 * MS, share: 1, presentIn: 3 }]);
  expect(total(answer.explanation) + answer.total.remainderNs).toBe(answer.total.differenceNs);
});

it('takes the conditions of a search for the cohort', async () => {
  const cohort = { ...range, service: 'frontend', maxDuration: '405ms', sort: 'slowest', limit: 5 };
  expect((await compare({ trace: SLOW, cohort })).json()).toMatchObject({
    cohort: { traces: 1, otherRoots: 0 },
    total: { medianNs: 400 * MS },
  });
});

describe('where the clocks of hosts differ', () => {
  const around = {
    start: String(SHOP_START + 5_000n * 1_000_000_000n),
    end: String(SHOP_START + 6_000n * 1_000_000_000n),
  };

  it('compares a pair as the page does, and as sent when asked', async () => {
    const answer = (await compare({ a: IN_STEP, b: SKEWED })).json();
    expect([...Value.Errors(PairAnswer, answer)]).toEqual([]);
    expect(answer).toMatchObject({
      a: { clockSkew: { shiftedSpans: 0 } },
      b: { durationNs: 460 * MS, clockSkew: { shiftedSpans: 1, services: [{ service: 'payment' }] } },
      explanation: [{ operation: 'charge', changeNs: 60 * MS, share: 1 }],
    });
    const asSent = (await compare({ a: IN_STEP, b: SKEWED, skew: 'off' })).json();
    expect(asSent).toMatchObject({ a: { clockSkew: null }, b: { durationNs: 840 * MS, clockSkew: null } });
    expect(asSent.explanation).not.toMatchObject([{ operation: 'charge', changeNs: 60 * MS }]);
  });

  it('puts the clocks of the cohort right as well, and counts its traces', async () => {
    const answer = (await compare({ trace: IN_STEP, cohort: around })).json();
    expect([...Value.Errors(CohortAnswer, answer)]).toEqual([]);
    expect(answer).toMatchObject({
      trace: { clockSkew: { shiftedSpans: 0 } },
      cohort: { traces: 1, shiftedTraces: 1 },
      explanation: [{ operation: 'charge', changeNs: -60 * MS }],
    });
    const asSent = (await compare({ trace: IN_STEP, cohort: around, skew: 'off' })).json();
    expect(asSent).toMatchObject({ trace: { clockSkew: null }, cohort: { traces: 1, shiftedTraces: 0 } });
    expect(asSent.explanation).not.toMatchObject([{ operation: 'charge', changeNs: -60 * MS }]);
  });
});

it('passes on that a trace was cut', async () => {
  const cut = { kind: 'capped', cap: 'MAX_SPANS_PER_TRACE', limit: 4 } as const;
  const telemetry = Object.assign(Object.create(seeded.telemetry) as Telemetry, {
    trace: async (traceId: string) => ({ ...(await seeded.telemetry.trace(traceId)), coverage: cut }),
  });
  const cutApi = await api(telemetry);
  expect((await compare({ a: FAST, b: SLOW }, cutApi)).json().coverage).toEqual(cut);
  await cutApi.close();
});

it.each<[string, object]>([
  ['bad-parameter', {}],
  ['bad-parameter', { a: FAST }],
  ['bad-parameter', { a: FAST, b: SLOW, trace: SLOW, cohort: {} }],
  ['bad-parameter', { trace: SLOW }],
  ['bad-parameter', { trace: SLOW, cohort: {}, attributes: true }],
  ['bad-parameter', { trace: SLOW, cohort: { cursor: 'x' } }],
  ['bad-parameter', { a: FAST, b: SLOW, colour: 'blue' }],
  ['bad-parameter', { a: FAST, b: SLOW, skew: 'on' }],
  ['bad-trace-id', { a: '<b>', b: SLOW }],
  ['bad-trace-id', { trace: "' OR 1=1", cohort: {} }],
  ['trace-not-found', { a: FAST, b: id(77) }],
  ['trace-not-found', { trace: id(77), cohort: range }],
  ['bad-time', { trace: SLOW, cohort: { start: 'yesterday' } }],
  ['bad-query', { trace: SLOW, cohort: { ...range, q: '{ nonsense' } }],
  ['bad-parameter', { trace: SLOW, cohort: { limit: 201 } }],
  ['empty-cohort', { trace: SLOW, cohort: { start: 'now-1m' } }],
  ['empty-cohort', { trace: OTHER, cohort: range }],
])('%s: %j', async (kind, body) => {
  const response = await compare(body);
  expect(response.json()).toMatchObject({ type: `urn:watchingcat:problem:${kind}`, status: response.statusCode });
});
