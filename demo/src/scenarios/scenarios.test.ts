import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFault } from '../faults/parseFault.ts';
import { answersFile, readAnswers, recordAnswer } from './answers.ts';
import { SCENARIOS } from './scenarios.ts';

describe('scenarios', () => {
  it.each(SCENARIOS)(
    '$name breaks what can be broken, says where to look, and is in the answer key',
    async (scenario) => {
      for (const fault of scenario.faults) expect(parseFault(fault)).toEqual(fault);
      expect(scenario.look.length).toBeGreaterThan(0);
      const key = await readFile(new URL('../../../docs/demo-scenarios.md', import.meta.url), 'utf8');
      expect(key).toContain(`\n## ${scenario.name}\n`);
    },
  );
});

describe('the record of answers', () => {
  let dir: string;
  beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'watchingcat-answers-'))));
  afterEach(() => rm(dir, { recursive: true }));
  const fault = {
    id: 'a',
    kind: 'latency',
    target: 'cart',
    intensity: 600,
    startedAt: 0,
    scenario: 'latency',
  } as const;

  it('is empty before anything was broken', async () => expect(await readAnswers(dir)).toEqual([]));

  it('joins start and end, and passes over a line cut short', async () => {
    await recordAnswer(dir, { event: 'started', reason: 'asked', fault, at: 0 });
    await recordAnswer(dir, { event: 'started', reason: 'asked', fault: { ...fault, id: 'b' }, at: 1_000 });
    await recordAnswer(dir, { event: 'stopped', reason: 'duration over', fault, at: 2_000 });
    await appendFile(answersFile(dir), '{"at":"19');
    expect(await readAnswers(dir)).toEqual([
      expect.objectContaining({
        id: 'a',
        kind: 'latency',
        unit: 'ms',
        scenario: 'latency',
        startedAt: '1970-01-01T00:00:00.000Z',
        endedAt: '1970-01-01T00:00:02.000Z',
      }),
      expect.not.objectContaining({ endedAt: expect.anything() }),
    ]);
  });
});
