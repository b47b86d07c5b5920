import { frameNames, mergedFrames } from '@watchingcat/analysis';
import { COMPLETE, type SpanDetails } from '@watchingcat/model';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { Value } from 'typebox/value';
import { seededSpans } from '../../../test/seededSpans.ts';
import { openSeededStore, type SeededStore } from '../../../test/seededStore.ts';
import { flameGraphJson } from '../analyses/flameGraphJson.ts';
import { createApi } from '../createApi.ts';
import { FlameGraphAnswer } from '../schemas.ts';

const seeds = seededSpans(11, 20);
const START = seeds[0].start;

/** web calls the database twice, and one call fails. */
const shop = (
  spanId: string,
  parentSpanId: string | undefined,
  at: number,
  durationNs: number,
  status: SpanDetails['status'] = 'unset',
): SpanDetails => ({
  ...seeds[0],
  traceId: 'abad1dea'.repeat(4),
  spanId: spanId.padStart(16, '0'),
  parentSpanId: parentSpanId?.padStart(16, '0'),
  service: parentSpanId === undefined ? 'web' : 'db',
  resource: new Map([['service.name', parentSpanId === undefined ? 'web' : 'db']]),
  operation: parentSpanId === undefined ? 'GET /' : 'SELECT',
  start: START + BigInt(at),
  durationNs,
  status,
  statusMessage: '',
  events: [],
  links: [],
});
const spans = [...seeds, shop('1', undefined, 0, 1_000), shop('2', '1', 100, 300), shop('3', '1', 500, 200, 'error')];

let seeded: SeededStore;
let app: FastifyInstance;
beforeAll(async () => {
  seeded = await openSeededStore(spans);
  app = await createApi({
    telemetry: seeded.telemetry,
    version: '1.2.3',
    checks: async () => [],
    log: pino({ level: 'silent' }),
    ingestStatus: seeded.ingestStatus,
    metrics: seeded.metrics,
  });
}, 60_000);
afterAll(async () => {
  await app.close();
  await seeded.close();
});
const get = (path: string) => app.inject(`/api/v1${path}`);

describe('flamegraph', () => {
  it('merges spans with the same path, by path and by parameter', async () => {
    const id = 'abad1dea'.repeat(4);
    const answer = await get(`/traces/${id}/flamegraph`);
    expect(answer.json()).toEqual({
      traceId: id,
      unit: 'ns',
      frames: {
        level: [0, 1],
        value: [1_000, 500],
        self: [500, 500],
        label: ['web: GET /', 'db: SELECT'],
        service: ['web', 'db'],
        operation: ['GET /', 'SELECT'],
        count: [1, 2],
        errors: [0, 1],
      },
      omittedFrames: 0,
      coverage: { kind: 'complete' },
    });
    expect((await get(`/trace/flamegraph?traceId=${id}`)).json()).toEqual(answer.json());
  });

  it('is what its schema says, and what the analysis says, for any trace', async () => {
    for (const { traceId } of seeds.filter(({ parentSpanId }) => parentSpanId === undefined)) {
      const answer = (await get(`/traces/${traceId}/flamegraph`)).json();
      expect([...Value.Errors(FlameGraphAnswer, answer)]).toEqual([]);
      const { trace } = (await seeded.telemetry.trace(traceId))!;
      const { frames } = mergedFrames(trace, frameNames(trace));
      expect(answer.frames.value).toEqual([...frames.width]);
      expect(answer.frames.level).toEqual([...frames.depth]);
    }
  });

  it('keeps the widest frames, and says how many it left out', async () => {
    const { trace } = (await seeded.telemetry.trace('abad1dea'.repeat(4)))!;
    expect(flameGraphJson({ trace, coverage: COMPLETE }, 1)).toMatchObject({
      frames: { label: ['web: GET /'], value: [1_000] },
      omittedFrames: 1,
      coverage: { kind: 'capped', cap: 'MAX_FLAME_FRAMES', limit: 1 },
    });
    const partial = { kind: 'partial', reason: 'One shard did not answer.' } as const;
    expect(flameGraphJson({ trace, coverage: partial }, 1).coverage).toBe(partial);
  });

  it.each([
    ['/traces/xyz/flamegraph', 400, 'bad-trace-id'],
    ['/trace/flamegraph?traceId=xyz', 400, 'bad-trace-id'],
    ['/trace/flamegraph', 400, 'bad-parameter'],
    [`/traces/${'0'.repeat(31)}1/flamegraph`, 404, 'trace-not-found'],
    [`/traces/${'0'.repeat(31)}1/flamegraph?mode=time`, 400, 'bad-parameter'],
  ])('%s is %i %s', async (path, status, kind) => {
    const response = await get(path);
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ type: `urn:watchingcat:problem:${kind}` });
  });
});
