// Traces as `/api/v3/traces/{id}` has them: OTLP JSON, wrapped as `{"result": {"resourceSpans": …}}`, in several such objects when it
// was streamed. Against `/api/traces` it keeps nanoseconds (where the store does: memory and Badger; Elasticsearch and Cassandra hold
// microseconds) and NaN; of a Jaeger 2 whose store keeps OTLP it has all that was sent. Jaeger 1.x has lost attributes and trace state of
// links, and arrays, maps and empty values, before it is asked; on this way it loses an attribute named `error` as well.
import type { SpanDetails } from '@watchingcat/model';
import { spansFromOtlpJson } from '@watchingcat/model';
import { list, record, ShapeError } from '../decode.ts';
import { isZero, spanIdOf, traceIdOf } from './ids.ts';
import { NO_SERVICE } from './jaegerTraces.ts';
import { REF_TYPE } from './references.ts';
import { separateSharedSpans } from './sharedSpans.ts';
import { isOwnTag } from './spanOfTags.ts';

/**
 * Spans of one trace.
 * @param body parsed JSON, or the text of several objects, one after the other with or without line ends
 * @throws ShapeError when it is not what this version of the API answers: older ones wrote ids in base64, or kinds as names
 */
export function otlpTrace(body: unknown): readonly SpanDetails[] {
  const chunks = typeof body === 'string' ? jsonObjects(body).map(parse) : [body];
  return separateSharedSpans(chunks.flatMap((chunk) => spansOfChunk(chunk).map(asSent)));
}

function spansOfChunk(chunk: unknown): readonly SpanDetails[] {
  const result = record(record(chunk, '')['result'], 'result');
  const resourceSpans = list(record)(result['resourceSpans'] ?? [], 'result.resourceSpans');
  if (!('resourceSpans' in result) && Object.keys(result).length > 0)
    throw new ShapeError('result.resourceSpans', 'a list', undefined);
  for (const { scopeSpans } of resourceSpans)
    for (const { spans } of list(record)(scopeSpans ?? [], 'scopeSpans')) list(isSpan)(spans ?? [], 'spans');
  return spansFromOtlpJson({ resourceSpans });
}

const ID = /^[0-9a-f]+$/i;

function isSpan(value: unknown, at: string): void {
  const { traceId, spanId, kind } = record(value, at);
  if (typeof traceId !== 'string' || !ID.test(traceId))
    throw new ShapeError(`${at}.traceId`, 'hexadecimal digits', traceId);
  if (typeof spanId !== 'string' || !ID.test(spanId))
    throw new ShapeError(`${at}.spanId`, 'hexadecimal digits', spanId);
  if (kind !== undefined && typeof kind !== 'number') throw new ShapeError(`${at}.kind`, 'a number', kind);
}

/** Without what Jaeger adds on the way: its own tags, the type of a reference that was a link, links to nowhere. */
function asSent(span: SpanDetails): SpanDetails {
  return {
    ...span,
    traceId: traceIdOf(span.traceId),
    spanId: spanIdOf(span.spanId),
    parentSpanId: span.parentSpanId === undefined ? undefined : spanIdOf(span.parentSpanId),
    service: span.service || NO_SERVICE,
    attributes: new Map([...span.attributes].filter(([key]) => !isOwnTag(key))),
    links: span.links
      .filter(({ spanId }) => !isZero(spanId))
      .map((link) => ({
        ...link,
        attributes: new Map(
          [...link.attributes].filter(([key, value]) => key !== REF_TYPE || value !== 'follows_from'),
        ),
      })),
  };
}

/** Cuts text into its objects at depth 0. Braces within strings do not count. @throws ShapeError when no object stands there */
function jsonObjects(text: string): string[] {
  const objects: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: token, index } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}]/g)) {
    if (token === '{' && depth++ === 0) from = index;
    if (token === '}' && --depth === 0) objects.push(text.slice(from, index + 1));
  }
  if (objects.length === 0 || !text.trimStart().startsWith('{')) throw new ShapeError('', 'JSON', text);
  return objects;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new ShapeError('', 'JSON', json);
  }
}
