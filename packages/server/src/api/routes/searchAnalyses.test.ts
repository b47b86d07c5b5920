import { analysesOver, type AnalysisProgress } from '@watchingcat/analysis';
import type { TraceQuery } from '@watchingcat/model';
import { ACCEPT_LINES, ProgressLines, remoteAnalyses, type Transport } from '@watchingcat/sources';
import type { FastifyInstance } from 'fastify';
import { Value } from 'typebox/value';
import { seededApi } from '../../../test/seededApi.ts';
import { FIRST_START, MINUTES, seededSpans } from '../../../test/seededSpans.ts';
import { openSeededStore, type SeededStore } from '../../../test/seededStore.ts';
import { TENANT } from '../../ingest/receivers/listen.ts';
import { storeAnalyses } from '../../telemetry/analyses/storeAnalyses.ts';
import { AggregateAnswer, OutliersAnswer } from '../analysisSchemas.ts';

const spans = seededSpans(23, 200);
const END = FIRST_START + BigInt(MINUTES) * 60_000_000_000n;
const bounds = { start: String(FIRST_START), end: String(END) };
const range: TraceQuery = { range: { start: FIRST_START, end: END } };
const traceIds = [...new Set(spans.map(({ traceId }) => traceId))];
let seeded: SeededStore;
let app: FastifyInstance;

beforeAll(async () => {
  seeded = await openSeededStore(spans);
  app = await seededApi(seeded, {
    analyses: storeAnalyses(seeded.store, TENANT, seeded.telemetry),
    now: () => END,
  });
}, 60_000);
afterAll(async () => {
  await app.close();
  await seeded.close();
});

const post = (path: string, payload: object) => app.inject({ method: 'POST', url: `/api/v1/traces/${path}`, payload });

/** As a page reaches the server. */
const transport: Transport = async ({ method, path, body, onProgress }) => {
  const answer = await app.inject({
    method: method ?? 'GET',
    url: path,
    headers: { ...(onProgress && { accept: ACCEPT_LINES }), ...(body && { 'content-type': body.contentType }) },
    ...(body && { payload: body.text }),
  });
  if (onProgress !== undefined) {
    const lines = new ProgressLines(onProgress);
    lines.push(answer.rawPayload);
    return lines.answer!;
  }
  return { status: answer.statusCode, body: answer.json<unknown>() };
};

it.each([
  ['critical-path/aggregate', bounds, AggregateAnswer],
  ['critical-path/aggregate', { ...bounds, whatIf: [{ service: 'cart', factor: 0.5 }] }, AggregateAnswer],
  ['critical-path/aggregate', { ...bounds, q: '{ status = error }', minDuration: '1ms' }, AggregateAnswer],
  ['critical-path/aggregate', { ...bounds, service: 'nobody' }, AggregateAnswer],
  ['outliers', { selection: { ...bounds, attributes: { 'customer.tier': 'gold' } } }, OutliersAnswer],
  ['outliers', { selection: { traceIds: traceIds.slice(0, 50) }, baseline: { traceIds } }, OutliersAnswer],
])('answers %s of %j as its schema says', async (path, question, schema) => {
  const answer = await post(path, question);
  expect([...Value.Errors(schema, answer.json())]).toEqual([]);
  expect(answer.statusCode).toBe(200);
});

it('holds a selection against all other traces of its time where nothing else is said', async () => {
  const answer = await post('outliers', { selection: { ...bounds, attributes: { 'customer.tier': 'gold' } } });
  const { selectedItems, baselineItems } = answer.json();
  expect(selectedItems).toBeGreaterThan(20);
  expect(selectedItems + baselineItems).toBe(traceIds.length);
});

it('gives a page what it would work out itself from every trace', async () => {
  const [remote, local] = [remoteAnalyses(transport), analysesOver(seeded.telemetry)];
  const rules = [{ service: 'cart', factor: 0 }];
  const [here, there] = await Promise.all(
    [local, remote].map((each) => each.aggregateCriticalPath({ ...range, status: 'error' }, { rules })),
  );
  expect(there.aggregate?.traces).toBe(here.aggregate?.traces);
  expect(there.aggregate?.whatIf?.meanSavedNs).toBeCloseTo(here.aggregate!.whatIf!.meanSavedNs, 3);
  expect(there.coverage).toEqual(here.coverage);

  // No more than 200 of each set are loaded one by one; there are 200 in all.
  const question = { selection: { ...range, attributes: { 'customer.tier': 'gold' } }, baseline: range };
  const [few, all] = await Promise.all([local, remote].map((each) => each.outliers(question)));
  expect(all.groups.map(({ representative: { key, statements } }) => [key, statements[0].difference])).toEqual(
    few.groups.map(({ representative: { key, statements } }) => [key, expect.closeTo(statements[0].difference, 9)]),
  );
  expect(all.groups.length).toBeGreaterThan(0);
});

it('tells a page how far it is, and gives it the same answer or problem', async () => {
  const analyses = remoteAnalyses(transport);
  const told: AnalysisProgress[] = [];
  const options = { onProgress: (progress: AnalysisProgress) => told.push(progress) };
  expect(await analyses.aggregateCriticalPath(range, options)).toEqual(await analyses.aggregateCriticalPath(range));
  expect(told.at(-1)).toEqual({ traces: traceIds.length, of: traceIds.length });
  const question = { selection: { ...range, attributes: { 'customer.tier': 'gold' } }, baseline: range };
  const before = told.length;
  expect(await analyses.outliers(question, options)).toEqual(await analyses.outliers(question));
  expect(told.length).toBeGreaterThan(before);
});

it('tells its progress line by line to who asks for it, and then the same answer', async () => {
  const accept = 'application/x-ndjson, application/json';
  const url = '/api/v1/traces/critical-path/aggregate';
  const answer = await app.inject({ method: 'POST', url, payload: bounds, headers: { accept } });
  expect(answer.headers['content-type']).toBe('application/x-ndjson');
  const lines = answer.body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { progress?: { of: number }; answer?: unknown });
  expect(lines.length).toBeGreaterThan(1);
  for (const { progress } of lines.slice(0, -1)) expect(progress?.of).toBe(traceIds.length);
  expect(lines.at(-1)?.answer).toEqual((await post('critical-path/aggregate', bounds)).json());
});

it.each([
  ['critical-path/aggregate', { ...bounds, q: '{ nonsense' }, 'bad-query'],
  ['critical-path/aggregate', { ...bounds, cursor: 'x' }, 'bad-parameter'],
  ['critical-path/aggregate', { ...bounds, whatIf: [{ factor: -1 }] }, 'bad-parameter'],
  ['critical-path/aggregate', { start: bounds.end, end: bounds.start }, 'start-after-end'],
  ['outliers', {}, 'bad-parameter'],
  ['outliers', { selection: { traceIds: ['nonsense'] } }, 'bad-trace-id'],
])('refuses %s of %j with the problem %s', async (path, question, problem) => {
  const answer = await post(path, question);
  expect(answer.json()).toMatchObject({ type: `urn:watchingcat:problem:${problem}` });
  expect(answer.statusCode).toBe(400);
});
