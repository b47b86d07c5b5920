import type { TraceSummary } from '@watchingcat/model';
import { groupTraces } from './groupTraces';

const trace = (durationMs: number, errors: number, ...tiers: Array<string | undefined>): TraceSummary => ({
  traceId: String(durationMs),
  rootService: 'a',
  rootOperation: 'b',
  start: 0n,
  durationMs,
  spans: 3,
  errors,
  services: ['a'],
  spanSets: tiers.map((value) => ({ spans: 2, groups: [{ name: '.tier', value }], aggregates: [], sample: [] })),
});

it('counts traces, spans and failures of each group, with percentiles of their durations', () => {
  const groups = groupTraces([trace(10, 0, 'gold'), trace(20, 1, 'gold', undefined), trace(30, 0, 'gold')]);
  expect(groups).toEqual({
    by: ['.tier'],
    groups: [
      { key: '["gold"]', values: ['gold'], spans: 6, traces: 3, failed: 1, p50Ms: 20, p95Ms: 30 },
      { key: '[null]', values: [undefined], spans: 2, traces: 1, failed: 1, p50Ms: 20, p95Ms: 20 },
    ],
  });
});

it('is undefined without groups', () => expect(groupTraces([{ ...trace(1, 0), spanSets: undefined }])).toBeUndefined());
