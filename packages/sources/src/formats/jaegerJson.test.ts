import type { SpanDetails } from '@watchingcat/model';
import captured from '../jaeger/testing/orderTrace.api.json' with { type: 'json' };
import { ORDER_TRACE } from '../jaeger/testing/orderTrace.ts';
import { spansToJaegerJson } from './jaegerJson.ts';

const [ROOT, , ORDER] = ORDER_TRACE;
const one = (given: Partial<SpanDetails>) => spansToJaegerJson([{ ...ROOT, ...given }]).spans[0];

it('writes a trace as a real Jaeger 1.62 answered it for the same OTLP', () => {
  expect(JSON.parse(JSON.stringify(spansToJaegerJson(ORDER_TRACE)))).toEqual(captured.data[0]);
});

it('says once that a span follows its parent, when it also links to it', () => {
  const link = { traceId: ORDER.traceId, spanId: ORDER.parentSpanId!, traceState: '', attributes: new Map() };
  const { references } = one({ ...ORDER, links: [link, ...ORDER.links] });
  expect(references.map(({ refType, spanID }) => [refType, spanID])).toEqual([
    ['FOLLOWS_FROM', ORDER.parentSpanId],
    ['FOLLOWS_FROM', ORDER.links[0].spanId],
  ]);
});

it('leaves out the upper half of a trace id that is 0', () => {
  expect(one({ traceId: `${'0'.repeat(16)}00000000000000ff` }).traceID).toBe('00000000000000ff');
});

it('shows a negative duration as 0 and says so, where Jaeger itself would show 584,000 years', () => {
  expect(one({ durationNs: -5_000 })).toMatchObject({ duration: 0, warnings: [expect.stringContaining('5000 ns')] });
});

it('writes NaN as text, for JSON has none', () => {
  expect(one({ attributes: new Map([['ratio', NaN]]) }).tags).toContainEqual({
    key: 'ratio',
    type: 'string',
    value: 'NaN',
  });
});

it('gives spans of equal resources one process, and those without a name the one that Jaeger gives', () => {
  const { spans, processes } = spansToJaegerJson([
    ROOT,
    { ...ROOT, resource: new Map(ROOT.resource) },
    { ...ROOT, service: '', resource: new Map() },
  ]);
  expect(spans.map(({ processID }) => processID)).toEqual(['p1', 'p1', 'p2']);
  expect(processes['p2']).toEqual({ serviceName: 'OTLPResourceNoServiceName', tags: [] });
});
