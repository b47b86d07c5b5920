// Where logs keep what we ask for. Nobody agrees on names: the Collector's `otel` mode and its older raw mode, ECS (Filebeat, Elastic's
// agents, the Collector's `ecs` mode), Fluent Bit and loggers' own JSON all differ, and one pattern of indices may hold several of them. So
// each role has a list of fields; those that exist are all searched, and the first that a record has is read.

/** Field names by role, the most telling first. */
export interface FieldNames {
  readonly time: readonly string[];
  readonly message: readonly string[];
  /** OTLP's severity number. */
  readonly severityNumber: readonly string[];
  readonly level: readonly string[];
  readonly service: readonly string[];
  readonly traceId: readonly string[];
  readonly spanId: readonly string[];
}

/** What a person may name; it then comes before all others. */
export interface LogFieldSettings {
  readonly time?: string | undefined;
  readonly message?: string | undefined;
  readonly level?: string | undefined;
  readonly service?: string | undefined;
  readonly traceId?: string | undefined;
  readonly spanId?: string | undefined;
}

const inEach = (names: readonly string[], places: readonly string[]) =>
  places.flatMap((place) => names.map((name) => `${place}${name}`));
/** Where loggers put the context of a request. */
const CONTEXTS = [
  '',
  'attributes.',
  'Attributes.',
  'mdc.',
  'contextMap.',
  'fields.',
  'labels.',
  'json.',
  'log_processed.',
];

const TRACE_IDS = ['trace_id', 'trace.id', 'TraceId', 'traceId', 'traceID', 'trace-id', 'otelTraceID'];
const SPAN_IDS = ['span_id', 'span.id', 'SpanId', 'spanId', 'spanID', 'span-id', 'otelSpanID'];
/** All fields of ids, wherever they stand, with the keywords beside them. */
export const ID_PATTERNS = [...TRACE_IDS, ...SPAN_IDS].map((name) => `*${name}*`);

export const KNOWN_FIELDS: FieldNames = {
  time: ['@timestamp', 'Timestamp', 'timestamp', 'time', 'ts', 'date', 'observed_timestamp'],
  message: ['body.text', 'message', 'body', 'Body', 'log', 'msg', 'MESSAGE', 'log.message', 'event.original'],
  severityNumber: ['severity_number', 'SeverityNumber'],
  level: ['severity_text', 'SeverityText', 'log.level', 'level', 'severity', 'loglevel', 'levelname', 'lvl'],
  service: [
    'resource.attributes.service.name',
    'service.name',
    'Resource.service.name',
    'service_name',
    'service',
    'kubernetes.labels.app_kubernetes_io/name',
    'kubernetes.labels.app',
    'kubernetes.container_name',
    'kubernetes.container.name',
    'container.name',
    'app',
    'application',
  ],
  traceId: inEach(TRACE_IDS, CONTEXTS),
  spanId: inEach(SPAN_IDS, CONTEXTS),
};

/** How a field can be asked for a whole value: as itself, by a `keyword` beside the text, or as a phrase of the text. */
export type FieldForm = 'exact' | 'keyword' | 'text';

/** The forms in which a field exists, in whatever indices; empty when it does not exist. */
export type FieldForms = ReadonlyMap<string, readonly FieldForm[]>;

/** The fields of each role that exist; those from settings first. */
export function existingFields(settings: LogFieldSettings, forms: FieldForms): FieldNames {
  const existing = (role: keyof FieldNames) => {
    const chosen = role === 'severityNumber' ? undefined : settings[role];
    const names = chosen === undefined || chosen === '' ? KNOWN_FIELDS[role] : [chosen, ...KNOWN_FIELDS[role]];
    return [...new Set(names)].filter((name) => forms.has(name));
  };
  return {
    time: existing('time'),
    message: existing('message'),
    severityNumber: existing('severityNumber'),
    level: existing('level'),
    service: existing('service'),
    traceId: existing('traceId'),
    spanId: existing('spanId'),
  };
}

/** For a person: which family of layouts the fields belong to. */
export function layoutName({ message, service, time }: FieldNames): string {
  if (message.includes('body.text')) return 'the Collector’s otel mode';
  if (message.includes('Body')) return 'the Collector’s raw mode';
  if (message.includes('message') && (service.includes('service.name') || time.includes('@timestamp'))) return 'ECS';
  if (message.includes('log') || service.some((name) => name.startsWith('kubernetes.'))) return 'Fluent Bit';
  return 'a layout of its own';
}
