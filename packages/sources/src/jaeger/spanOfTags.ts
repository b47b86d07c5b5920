// The fields of an OpenTelemetry span that Jaeger keeps as tags: kind, status, scope and trace state. The names are those of
// https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/jaeger/ and of the Collector, which older clients spell differently.
import type { AttributeValue, SpanKind, SpanStatus } from '@watchingcat/model';
import { SPAN_KINDS } from '@watchingcat/model';
import type { Tag } from './tags.ts';

/** How Jaeger received the span (`otlp`, `jaeger`): its own note, no attribute that anyone sent. 1.x and 2.x name it differently. */
const OWN_TAGS: ReadonlySet<string> = new Set(['internal.span.format', '@jaeger@format']);
/** Where 2.x keeps what it found wrong with a span; the warnings of 1.x are shown under the same name. */
export const WARNINGS = '@jaeger@warnings';

export interface SpanOfTags {
  readonly kind: SpanKind;
  readonly status: SpanStatus;
  readonly statusMessage: string;
  readonly traceState: string;
  readonly scope: { readonly name: string; readonly version: string };
  /** What is no such field. Of duplicates the last one. */
  readonly attributes: Map<string, AttributeValue>;
}

/**
 * An attribute that the application itself called `span.kind` or `error` stays one unless its value is what Jaeger would write there.
 * `error: true` without a status code is how OpenTracing said that a span failed.
 */
export function spanOfTags(tags: readonly Tag[], warnings: readonly string[]): SpanOfTags {
  const attributes = new Map<string, AttributeValue>();
  let kind: SpanKind = 'unspecified';
  let code: SpanStatus | undefined;
  let isError = false;
  let statusMessage = '';
  let traceState = '';
  const scope = { name: '', version: '' };
  for (const [key, value] of tags) {
    if (OWN_TAGS.has(key)) continue;
    if (key === 'span.kind' && isSpanKind(value)) kind = value;
    else if (key === 'error' && (value === true || value === 'true')) isError = true;
    else if (key === 'otel.status_code' && statusOf(value) !== undefined) code = statusOf(value);
    else if (typeof value !== 'string') attributes.set(key, value);
    else if (key === 'otel.status_description') statusMessage = value;
    else if (key === 'w3c.tracestate') traceState = value;
    else if (key === 'otel.scope.name' || key === 'otel.library.name') scope.name = value;
    else if (key === 'otel.scope.version' || key === 'otel.library.version') scope.version = value;
    else attributes.set(key, value);
  }
  if (warnings.length > 0) attributes.set(WARNINGS, warnings);
  return { kind, status: code ?? (isError ? 'error' : 'unset'), statusMessage, traceState, scope, attributes };
}

export function isOwnTag(key: string): boolean {
  return OWN_TAGS.has(key);
}

function isSpanKind(value: AttributeValue): value is SpanKind {
  return (SPAN_KINDS as readonly AttributeValue[]).includes(value);
}

function statusOf(value: AttributeValue): SpanStatus | undefined {
  if (typeof value !== 'string') return undefined;
  const code = value.toLowerCase();
  return code === 'ok' || code === 'error' || code === 'unset' ? code : undefined;
}
