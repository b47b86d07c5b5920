import { COMPLETE, spansToOtlpJson, type SpanDetails } from '@watchingcat/model';
import fc from 'fast-check';
import { asStored, byId, inMicroseconds, ORDER_TRACE } from '../../jaeger/testing/orderTrace.ts';
import captured from '../../jaeger/testing/orderTrace.api.json' with { type: 'json' };
import capturedV3 from '../../jaeger/testing/orderTrace.v3.json' with { type: 'json' };
import { arbitraryTrace, HOSTILE_TEXTS } from '../testing/arbitrarySpans.ts';
import { traceFile } from '../traceFile.ts';
import { parseTraceFile } from './parseTraceFile.ts';
import { TraceFileError } from './traceFileError.ts';

const T = '1af7651916cd43dd8448eb211c80319c';
const S = '10f067aa0ba902b7';
const otlp = JSON.stringify(spansToOtlpJson(ORDER_TRACE));
const parse = (value: unknown) => parseTraceFile(JSON.stringify(value));
const span = (given: object = {}) => ({
  traceId: T,
  spanId: S,
  startTimeUnixNano: '10',
  endTimeUnixNano: '30',
  ...given,
});
const resourceSpans = (...spans: object[]) => [{ resource: {}, scopeSpans: [{ scope: {}, spans }] }];
const onlySpan = (value: unknown) => parse(value).traces[0].spans[0];

describe('OTLP', () => {
  it('gives back the spans of every export, whatever they hold', () => {
    fc.assert(
      fc.property(arbitraryTrace(), (spans) => {
        const { traces, warnings } = parseTraceFile(traceFile('otlp', [spans], COMPLETE).text);
        expect(traces).toEqual([{ traceId: spans[0].traceId, spans }]);
        expect(warnings).toEqual([]);
      }),
    );
  });

  it('takes a request a line, as the file exporter of the Collector writes, and joins the parts of a trace', () => {
    const lines = ORDER_TRACE.map((one) => JSON.stringify(spansToOtlpJson([one])));
    expect(parseTraceFile(`\ufeff${lines.join('\n')}\n\n`).traces).toEqual([{ traceId: T, spans: ORDER_TRACE }]);
  });

  it('takes what Tempo answers: batches, ids in base64, enums by name, libraries for scopes, numbers for times', () => {
    const base64 = (hex: string) => btoa(String.fromCharCode(...hex.match(/../g)!.map((byte) => parseInt(byte, 16))));
    const sent = {
      traceId: base64(T),
      spanId: base64(S),
      parentSpanId: '',
      kind: 'SPAN_KIND_SERVER',
      startTimeUnixNano: 10,
      endTimeUnixNano: '30',
      status: { code: 'STATUS_CODE_ERROR' },
    };
    const batch = {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
      instrumentationLibrarySpans: [{ instrumentationLibrary: { name: 'lib' }, spans: [sent] }],
    };
    const expected = { traceId: T, spanId: S, service: 'shop', kind: 'server', status: 'error', durationNs: 20, parentSpanId: undefined, scope: { name: 'lib', version: '' } }; // prettier-ignore
    expect(onlySpan({ batches: [batch] })).toMatchObject(expected);
    expect(onlySpan({ trace: { batches: [batch] } })).toMatchObject(expected);
  });

  it('takes what /api/v3 of a Jaeger answers', () => {
    expect(parse(capturedV3).traces.map(({ traceId, spans }) => [traceId, spans.length])).toEqual([[T, 3]]);
  });

  it('leaves out a span that is broken and says where and why', () => {
    const { traces, warnings } = parse({ resourceSpans: resourceSpans(span({ spanId: 'xyz' }), span()) });
    expect(traces[0].spans).toHaveLength(1);
    expect(warnings).toEqual([
      'A span was left out: expected 16 hexadecimal digits at resourceSpans[0].scopeSpans[0].spans[0].spanId, got the text "xyz".',
    ]);
  });

  it('shows a span without an end with a duration of 0', () => {
    const { traces, warnings } = parse({ resourceSpans: resourceSpans(span({ endTimeUnixNano: undefined })) });
    expect(traces[0].spans[0].durationNs).toBe(0);
    expect(warnings).toEqual([`Span ${S} has no end; it is shown with a duration of 0.`]);
  });

  it('refuses values within values beyond all measure', () => {
    // As text: JSON.parse takes this depth, JSON.stringify does not.
    const deep = `${'{"arrayValue":{"values":['.repeat(5_000)}${']}}'.repeat(5_000)}`;
    const file = JSON.stringify({ resourceSpans: resourceSpans(span({ attributes: [{ key: 'a', value: 'DEEP' }] })) });
    expect(() => parseTraceFile(file.replace('"DEEP"', deep))).toThrow('64 deep');
  }); // prettier-ignore

  it('counts the warnings that it does not list', () => {
    const broken = Array.from({ length: 30 }, () => span({ traceId: 'x' }));
    expect(parse({ resourceSpans: resourceSpans(span(), ...broken) }).warnings.at(-1)).toBe('… and 10 more of this kind.');
  }); // prettier-ignore
});

describe('Jaeger', () => {
  it('gives back of every export what the format can hold', () => {
    fc.assert(
      fc.property(arbitraryTrace(), (spans) => {
        const { traces, warnings } = parseTraceFile(traceFile('jaeger', [spans], COMPLETE).text);
        expect(warnings).toEqual([]);
        expect(traces[0].spans.map(timesAndIds)).toEqual(spans.map(inMicroseconds).map(timesAndIds));
      }),
    );
  });

  it('takes what its UI saves, one trace of it, and several in a list', () => {
    const expected = byId(ORDER_TRACE).map((sent) => inMicroseconds(asStored(sent)));
    const [trace] = captured.data;
    for (const file of [captured, trace, [trace], { data: [trace] }])
      expect(byId(parse(file).traces[0].spans)).toEqual(expected);
  });

  it('leaves out a trace that is broken and says where', () => {
    const [trace] = captured.data;
    const { traces, warnings } = parse({ data: [{ traceID: T, spans: [{}] }, trace] });
    expect(traces).toHaveLength(1);
    expect(warnings).toEqual([
      'A trace was left out: expected text at data[0].spans[0].traceID, got nothing.',
    ]); // prettier-ignore
  });

  function timesAndIds({ traceId, spanId, start, durationNs, events, links }: SpanDetails) {
    const eventTimes = events.map(({ time }) => time);
    return { traceId, spanId, start, durationNs, eventTimes, links: links.map((link) => link.spanId) };
  }
});

describe('Zipkin', () => {
  const client = {
    traceId: '00000000000000ab',
    id: '00000000000000c1',
    parentId: '00000000000000a0',
    kind: 'CLIENT',
    name: 'get /cart',
    timestamp: 1_000,
    duration: 500,
    localEndpoint: { serviceName: 'frontend', ipv4: '10.0.0.1', port: 8080 },
    remoteEndpoint: { serviceName: 'cart' },
    annotations: [{ timestamp: 1_200, value: 'retried' }],
    tags: { 'http.status_code': '500', error: 'timed out', 'otel.scope.name': 'http' },
  };

  it('is read with its endpoints, annotations and errors', () => {
    expect(parse([client]).traces[0].spans[0]).toEqual({
      traceId: '000000000000000000000000000000ab',
      spanId: '00000000000000c1',
      parentSpanId: '00000000000000a0',
      traceState: '',
      service: 'frontend',
      operation: 'get /cart',
      kind: 'client',
      status: 'error',
      statusMessage: 'timed out',
      start: 1_000_000n,
      durationNs: 500_000,
      attributes: new Map([['http.status_code', '500'], ['peer.service', 'cart']]),
      resource: new Map<string, unknown>([['service.name', 'frontend'], ['network.local.address', '10.0.0.1'], ['network.local.port', 8080n]]),
      scope: { name: 'http', version: '' },
      events: [{ time: 1_200_000n, name: 'retried', attributes: new Map() }],
      links: [],
    }); // prettier-ignore
  });

  it('gives each side of a call its id, where both were sent with one', () => {
    const server = { ...client, kind: 'SERVER', shared: true, localEndpoint: { serviceName: 'cart' } };
    const [first, second] = parse([[client, server]]).traces[0].spans;
    expect(second).toMatchObject({ service: 'cart', parentSpanId: first.spanId });
    expect(second.spanId).not.toBe(first.spanId);
  });

  it('leaves out a span without a time and says where', () => {
    expect(parse([{ ...client, timestamp: undefined, annotations: [] }, client]).warnings).toEqual([
      'A span was left out: expected a count at [0].timestamp, got nothing.',
    ]);
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['', 'The file is empty.'],
    ['PK\u0003\u0004', 'this is not JSON'],
    ['{"resourceSpans": [', 'this is not JSON'],
    [`${otlp}\n{"resourceSpans"`, 'Line 2: this is not JSON'],
    ['[]', 'The file holds no spans.'],
    ['{"resourceSpans": []}', 'The file holds no spans.'],
    ['{"hello": 1}', 'neither OTLP'],
    ['3', 'expected an object at the top, got the number 3'],
    ['{"resourceSpans": {}}', 'expected a list at resourceSpans, got an object'],
    [`${otlp}\n{"resourceSpans": 7}`, 'expected a list at line 2: resourceSpans, got the number 7'],
    ['{"data": null}', 'expected a list at data, got null'],
    ['[{"traceId": "zz", "id": "1", "timestamp": 1}]', 'its trace id is not one of 32 hexadecimal digits'],
    [JSON.stringify({ data: [{ spans: [{ traceID: T, spanID: S, operationName: '', startTime: 1e300, duration: 1 }] }] }), 'not within 1970 to 2554'],
  ])('%j is refused with the reason', (text, reason) => {
    expect(() => parseTraceFile(text)).toThrow(TraceFileError);
    expect(() => parseTraceFile(text)).toThrow(reason);
  }); // prettier-ignore
});

describe('a hostile file', () => {
  const documents: unknown[] = [JSON.parse(otlp), captured, { batches: spansToOtlpJson(ORDER_TRACE).resourceSpans }];
  const zipkin = [{ traceId: T, id: S, kind: 'CLIENT', timestamp: 1, duration: 2, tags: { a: 'b' }, annotations: [{ timestamp: 1, value: 'x' }], localEndpoint: { serviceName: 's', port: 1 } }]; // prettier-ignore
  const junk = fc.oneof(
    fc.constantFrom<unknown>(...HOSTILE_TEXTS, null, -1, 1e300, 0.5, '9'.repeat(400), '-', true, [], {}, [[[]]]),
    fc.jsonValue(),
  );

  it('never fails but with a reason, and what it gives can be exported in every format', () => {
    const mutated = fc
      .tuple(fc.constantFrom(...documents, zipkin), fc.array(fc.tuple(fc.nat(), junk), { minLength: 1, maxLength: 4 }))
      .map(([document, changes]) => changes.reduce((text, [at, value]) => replaceAt(text, at, value), JSON.stringify(document)));
    fc.assert(fc.property(mutated, survives), { numRuns: 400 });
  }); // prettier-ignore

  it('may be cut anywhere', () => {
    fc.assert(fc.property(fc.nat({ max: otlp.length }), (end) => survives(otlp.slice(0, end))));
  });

  function survives(text: string): void {
    try {
      const traces = parseTraceFile(text).traces.map(({ spans }) => spans);
      for (const format of ['otlp', 'jaeger', 'csv', 'html'] as const) traceFile(format, traces, COMPLETE);
    } catch (error) {
      expect(error).toBeInstanceOf(TraceFileError);
    }
  }

  /** Puts `value` in the place of the nth value of the document, counted round. */
  function replaceAt(text: string, nth: number, value: unknown): string {
    let count = 0;
    JSON.parse(text, () => void count++);
    let index = 0;
    const wanted = nth % count;
    return JSON.stringify(JSON.parse(text, (_, old: unknown) => (index++ === wanted ? value : old))) ?? 'null';
  }
});
