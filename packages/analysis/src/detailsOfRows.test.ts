import type { SpanDetails } from '@watchingcat/model';
import { detailsOfRows } from './detailsOfRows.ts';
import { attributeStatistics } from './statistics/attributeStatistics.ts';
import { selfTimes } from './selfTimes.ts';
import { traceOf } from './testing/traceOf.ts';

const span = (spanId: string, start: bigint, operation = spanId, tier?: string): SpanDetails => ({
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId,
  parentSpanId: undefined,
  traceState: '',
  service: 'shop',
  operation,
  kind: 'internal',
  status: 'unset',
  statusMessage: '',
  start,
  durationNs: 1,
  attributes: new Map(tier === undefined ? [] : [['tier', tier]]),
  resource: new Map([['host', 'h1']]),
  scope: { name: '', version: '' },
  events: [],
  links: [],
});

it('finds details by span id, and by start where an id was sent twice', () => {
  const trace = traceOf(
    { id: 'a', duration: 10 },
    { id: 'b', parent: 'a', start: 2, duration: 1 },
    { id: 'b', parent: 'a', start: 5, duration: 1 },
    { id: 'c', parent: 'a', start: 7 },
  );
  const [a, early, late] = [span('a', 0n), span('b', 2n), span('b', 5n)];
  expect(detailsOfRows(trace, [late, a, early])).toEqual([a, early, late, undefined]);
});

it('gives each of two exact copies once', () => {
  const trace = traceOf({ id: 'a' }, { id: 'a' });
  const copies = [span('a', 0n), span('a', 0n)];
  const found = detailsOfRows(trace, copies);
  expect(new Set(found)).toEqual(new Set(copies));
  expect(found[0]).not.toBe(found[1]);
});

it('counts spans by an attribute of their own or of their resource, and unknown ones apart', () => {
  const trace = traceOf(
    { id: 'a', duration: 10 },
    { id: 'b', start: 1, duration: 4 },
    { id: 'c', start: 2, duration: 3 },
  );
  const details = detailsOfRows(trace, [span('a', 0n, 'a', '?'), span('b', 1n)]);
  const by = (attribute: string) => attributeStatistics(trace, selfTimes(trace), details, attribute);
  expect(by('tier')).toMatchObject({
    rows: [
      { name: '?', selfNs: 10 },
      { name: undefined, selfNs: 4 },
    ],
    unknownSpans: 1,
  });
  expect(by('host')).toMatchObject({ rows: [{ name: 'h1', spans: 2 }], unknownSpans: 1 });
});
