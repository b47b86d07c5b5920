import { spansToOtlpJson } from '@watchingcat/model';
import type { SpanDetails } from '@watchingcat/model';
import { ShapeError } from '../decode.ts';
import { otlpTrace } from './otlpTrace.ts';
import { asStored, byId, ORDER_TRACE } from './testing/orderTrace.ts';
import captured from './testing/orderTrace.v3.json' with { type: 'json' };

const wrapped = (spans: readonly SpanDetails[]) => JSON.stringify({ result: spansToOtlpJson(spans) });

it('gives what was sent to a real Jaeger 1.62, to the nanosecond, without what Jaeger does not keep', () => {
  expect(byId(otlpTrace(captured))).toEqual(byId(ORDER_TRACE).map(asStored).map(withoutOwnError));
});

it('gives all that was sent to a Jaeger whose store keeps OTLP', () => {
  expect(otlpTrace(JSON.parse(wrapped(ORDER_TRACE)))).toEqual(ORDER_TRACE);
});

it.each([
  ['line by line', '\n'],
  ['without anything in between', ''],
])('reads a trace that is streamed in several objects, %s', (_name, separator) => {
  const braces = { ...ORDER_TRACE[0], operation: '}{ "\\" \\' };
  const [, second, third] = ORDER_TRACE;
  expect(otlpTrace([wrapped([braces]), wrapped([second, third])].join(separator))).toEqual([braces, second, third]);
});

it('has no spans of an answer without any', () => {
  expect(otlpTrace({ result: { resourceSpans: [] } })).toEqual([]);
  expect(otlpTrace({ result: {} })).toEqual([]);
});

it.each([
  ['ids in base64, of Jaeger before 1.54', { traceId: 'GvdlGRbNQ92ESOshHIAxnA==', spanId: 'EPBnqgupArc=' }],
  ['kinds as names', { traceId: 'a', spanId: 'b', kind: 'SPAN_KIND_SERVER' }],
])('refuses %s', (_name, span) => {
  const body = { result: { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] } };
  expect(() => otlpTrace(body)).toThrow(ShapeError);
});

it.each(['<!doctype html><p>{}</p>', '', 'no', '{"result": {', '{"result": 1}', '{"result": {"resource_spans": []}}'])(
  'refuses %j',
  (body) => expect(() => otlpTrace(body)).toThrow(ShapeError),
);

/** Jaeger's translation to OTLP takes every tag `error` for its own. */
function withoutOwnError(span: SpanDetails): SpanDetails {
  return { ...span, attributes: new Map([...span.attributes].filter(([key]) => key !== 'error')) };
}
