// The parts of OTLP's protobuf schema that the demo's tests read (https://github.com/open-telemetry/opentelemetry-proto, v1.7); fields that are
// not named here are skipped by the decoder.
import protobuf from 'protobufjs';

const { root } = protobuf.parse(
  `syntax = "proto3";
  message AnyValue { oneof value { string stringValue = 1; bool boolValue = 2; int64 intValue = 3; double doubleValue = 4; } }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message Scope { string name = 1; }
  message Event { fixed64 time = 1; string name = 2; repeated KeyValue attributes = 3; }
  message Link { bytes traceId = 1; bytes spanId = 2; }
  message Status { string message = 2; int32 code = 3; }
  message Span { bytes traceId = 1; bytes spanId = 2; bytes parentSpanId = 4; string name = 5; int32 kind = 6; fixed64 start = 7;
    fixed64 end = 8; repeated KeyValue attributes = 9; repeated Event events = 11; repeated Link links = 13; Status status = 15; }
  message ScopeSpans { Scope scope = 1; repeated Span spans = 2; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scopes = 2; }
  message Traces { repeated ResourceSpans resources = 1; }
  message LogRecord { fixed64 time = 1; int32 severity = 2; AnyValue body = 5; repeated KeyValue attributes = 6; bytes traceId = 9;
    bytes spanId = 10; string eventName = 12; }
  message ScopeLogs { Scope scope = 1; repeated LogRecord records = 2; }
  message ResourceLogs { Resource resource = 1; repeated ScopeLogs scopes = 2; }
  message Logs { repeated ResourceLogs resources = 1; }
  message Point { repeated KeyValue attributes = 7; double doubleValue = 4; sfixed64 intValue = 6; }
  message Gauge { repeated Point points = 1; }
  message HistogramPoint { fixed64 count = 4; }
  message Histogram { repeated HistogramPoint points = 1; }
  message Metric { string name = 1; Gauge gauge = 5; Gauge sum = 7; Histogram histogram = 9; }
  message ScopeMetrics { Scope scope = 1; repeated Metric metrics = 2; }
  message ResourceMetrics { Resource resource = 1; repeated ScopeMetrics scopes = 2; }
  message Metrics { repeated ResourceMetrics resources = 1; }`,
  { keepCase: true },
);

export type Attributes = Readonly<Record<string, string | number | boolean>>;
interface KeyValue {
  readonly key: string;
  readonly value: Readonly<Record<string, string | number | boolean>>;
}
interface Of<Scope> {
  readonly resources: readonly { readonly resource: { attributes?: KeyValue[] }; readonly scopes: readonly Scope[] }[];
}
interface RawEvent {
  readonly name: string;
  readonly attributes?: KeyValue[];
}
interface RawSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly start: string;
  readonly end: string;
  readonly attributes?: KeyValue[];
  readonly events?: readonly RawEvent[];
  readonly links?: readonly { traceId: string; spanId: string }[];
  readonly status?: { code?: number; message?: string };
}
interface RawLog {
  readonly body: { stringValue: string };
  readonly attributes?: KeyValue[];
  readonly traceId?: string;
  readonly spanId?: string;
  readonly eventName?: string;
}
interface RawMetric {
  readonly name: string;
  readonly gauge?: { points: { doubleValue?: number; intValue?: string }[] };
  readonly sum?: { points: { doubleValue?: number; intValue?: string }[] };
  readonly histogram?: { points: { count: string }[] };
}
export interface Requests {
  Traces: Of<{ readonly spans: readonly RawSpan[] }>;
  Logs: Of<{ readonly records: readonly RawLog[] }>;
  Metrics: Of<{ readonly metrics: readonly RawMetric[] }>;
}

/** Decodes one export request; ids are base64 and 64-bit numbers decimal text, as in protobuf's JSON. */
export function decodeOtlp<Name extends keyof Requests>(name: Name, bytes: Uint8Array): Requests[Name] {
  const type = root.lookupType(name);
  return type.toObject(type.decode(bytes), { longs: String, bytes: String }) as Requests[Name];
}

export function attributesOf(pairs: readonly KeyValue[] = []): Attributes {
  return Object.fromEntries(
    pairs.map(({ key, value }) => [
      key,
      value['intValue'] === undefined ? Object.values(value)[0] : Number(value['intValue']),
    ]),
  );
}
