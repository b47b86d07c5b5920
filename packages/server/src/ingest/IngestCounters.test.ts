import { IngestCounters, OTHER_REASON } from './IngestCounters.ts';

const NOTHING = { acceptedRequests: 0, acceptedRecords: 0, refused: {}, rejected: {}, malformed: {}, receivedBytes: 0 };

describe('the counters of ingest', () => {
  it('start at nothing for every signal', () =>
    expect(new IngestCounters().snapshot()).toEqual({ traces: NOTHING, logs: NOTHING, metrics: NOTHING }));

  it('keep signals and reasons apart, and add up', () => {
    const counters = new IngestCounters();
    counters.accepted('traces', 3, { 'no id': 1, 'no time': 2 });
    counters.accepted('traces', 4, { 'no id': 5 });
    counters.refused('logs', 'saturated');
    counters.refused('logs', 'saturated');
    counters.refused('logs', 'disk_full');
    counters.malformed('metrics', 'json');
    counters.received('metrics', 10);
    expect(counters.snapshot()).toEqual({
      traces: { ...NOTHING, acceptedRequests: 2, acceptedRecords: 7, rejected: { 'no id': 6, 'no time': 2 } },
      logs: { ...NOTHING, refused: { saturated: 2, disk_full: 1 } },
      metrics: { ...NOTHING, malformed: { json: 1 }, receivedBytes: 10 },
    });
  });

  it('give a copy that later counts do not change', () => {
    const counters = new IngestCounters();
    const before = counters.snapshot();
    counters.refused('traces', 'draining');
    counters.accepted('traces', 1);
    expect(before.traces).toEqual(NOTHING);
  });

  it('count all reasons, but name only the first 20 of them', () => {
    const counters = new IngestCounters();
    for (let i = 0; i < 1_000; i++) counters.accepted('logs', 0, { [`reason ${i}`]: 2 });
    counters.accepted('logs', 0, { 'reason 3': 1 });
    const { rejected } = counters.snapshot().logs;
    expect(Object.keys(rejected)).toHaveLength(21);
    expect(rejected).toMatchObject({ 'reason 3': 3, [OTHER_REASON]: 980 * 2 });
  });
});
