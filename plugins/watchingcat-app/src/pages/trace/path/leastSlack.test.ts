import { criticalPath, dragAndSlack } from '@watchingcat/analysis';
import { buildTrace } from '@watchingcat/model';
import { leastSlack } from './leastSlack';

it('lists what is beside the path by how little it may grow, and not what is on it', () => {
  // Three calls at once: the root waits for the slowest, b; a could take 50 ns longer, and c 20.
  const names = ['root', 'a', 'b', 'c'];
  const trace = buildTrace({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanIds: names,
    parentSpanIds: ['', 'root', 'root', 'root'],
    start: [0n, 0n, 0n, 0n],
    durationNs: [100, 50, 100, 80],
    service: names.map(() => 'shop'),
    operation: names,
    kind: [1, 1, 1, 1],
    status: [0, 0, 0, 0],
    hasLinks: [0, 0, 0, 0],
    events: { row: [], time: [], name: [] },
  });
  const path = criticalPath(trace);
  const { slackNs } = dragAndSlack(path);
  const listed = (limit: number) => leastSlack(path, slackNs, limit).map((row) => [trace.spanIds[row], slackNs[row]]);
  expect(listed(10)).toEqual([
    ['c', 20],
    ['a', 50],
  ]);
  expect(listed(1)).toEqual([['c', 20]]);
});
