// Tags as searches of Jaeger name them: attributes, and the fields of a span that Jaeger keeps as tags.
import type { SpanDetails, TraceQuery } from '@watchingcat/model';
import { attributeText } from '@watchingcat/model';

/** What is no attribute in OTLP: its text, '' where the span has no such tag. */
const FIELDS: Readonly<Record<string, (span: SpanDetails) => string>> = {
  'span.kind': ({ kind }) => (kind === 'unspecified' ? '' : kind),
  'otel.status_code': ({ status }) => (status === 'unset' ? '' : status.toUpperCase()),
  'otel.status_description': ({ statusMessage }) => statusMessage,
  'otel.scope.name': ({ scope }) => scope.name,
  'otel.scope.version': ({ scope }) => scope.version,
  'w3c.tracestate': ({ traceState }) => traceState,
  error: ({ status }) => (status === 'error' ? 'true' : ''),
};

/** Whether a store cannot know the tag as an attribute. */
export function isField(key: string): boolean {
  return Object.hasOwn(FIELDS, key);
}

export function hasTag(span: SpanDetails, key: string, text: string): boolean {
  if (isField(key) && FIELDS[key](span) === text) return true;
  const holders = [span.attributes, span.resource, ...span.events.map(({ attributes }) => attributes)];
  return holders.some((attributes) => {
    const value = attributes.get(key);
    return value !== undefined && attributeText(value) === text;
  });
}

/** The part of the tags that every Telemetry can search by: a superset of what is wanted. */
export function searchableTags(tags: ReadonlyMap<string, string>): Pick<TraceQuery, 'status' | 'attributes'> {
  const attributes = Object.fromEntries([...tags].filter(([key]) => !isField(key)));
  const code = tags.get('otel.status_code');
  const isFailed = tags.get('error') === 'true' || code === 'ERROR';
  return {
    status: isFailed ? 'error' : code === 'OK' ? 'ok' : undefined,
    attributes: Object.keys(attributes).length === 0 ? undefined : attributes,
  };
}
