import { TelemetryError } from '@watchingcat/model';
import { progressLines, takesLines } from './progressLines.ts';

const progress = (traces: number) => ({ traces, of: 3 });
const lines = async (run: Parameters<typeof progressLines>[0]) => {
  const read: unknown[] = [];
  for await (const line of progressLines(run, 'id')) read.push(JSON.parse(line));
  return read;
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

it('tells the progress, then the answer', async () => {
  const run: Parameters<typeof progressLines>[0] = async (tell) => {
    for (const traces of [1, 2, 3]) {
      tell(progress(traces));
      await turn();
    }
    return 42;
  };
  expect(await lines(run)).toEqual([
    { progress: progress(1) },
    { progress: progress(2) },
    { progress: progress(3) },
    { answer: 42 },
  ]);
});

it('gives a slow reader the newest progress', async () => {
  const run: Parameters<typeof progressLines>[0] = async (tell) => {
    for (const traces of [1, 2, 3]) tell(progress(traces));
    await turn();
    return 'done';
  };
  expect(await lines(run)).toEqual([{ progress: progress(3) }, { answer: 'done' }]);
});

it('ends with the problem where there is no answer', async () => {
  const [line] = await lines(() => Promise.reject(new TelemetryError('timeout', 'Ask for less.')));
  expect(line).toEqual({
    problem: expect.objectContaining({ type: 'urn:watchingcat:problem:timeout', detail: 'Ask for less.' }),
  });
});

it.each([
  [undefined, false],
  ['application/json', false],
  ['application/x-ndjson, application/json;q=0.9', true],
  ['Application/X-NDJSON;q=1', true],
])('for Accept: %s, lines are wanted: %p', (accept, wanted) => expect(takesLines(accept)).toBe(wanted));
