// OTLP JSON from anywhere, made into what spansFromOtlpJson takes: ids also in base64 and enums also as names (Tempo, older Jaegers), numbers
// where OTLP has text, the names from before scopes. A span that cannot be read is left out.
import type { OtlpKeyValue, OtlpSpan, SpanDetails } from '@watchingcat/model';
import { SPAN_KINDS, SPAN_STATUSES, spansFromOtlpJson } from '@watchingcat/model';
import type { Decoder } from '../../decode.ts';
import { list, optional, record, ShapeError, text } from '../../decode.ts';
import { attributeList, NO_TIME, unixNano } from './otlpValues.ts';
import type { Warnings } from './traceFileError.ts';

/** @param value the list `resourceSpans`, which Tempo calls `batches` @throws ShapeError where a resource or a list is none */
export function otlpSpans(value: unknown, at: string, warnings: Warnings): readonly SpanDetails[] {
  const resourceSpans = list((one, place) => {
    const { resource, scopeSpans, instrumentationLibrarySpans } = record(one, place);
    const scopes = list((scope, inside) => ofScope(scope, inside, warnings));
    return {
      resource: { attributes: attributesOf(resource, `${place}.resource`) },
      scopeSpans: scopes(scopeSpans ?? instrumentationLibrarySpans ?? [], `${place}.scopeSpans`),
    };
  })(value, at);
  return spansFromOtlpJson({ resourceSpans });
}

function ofScope(value: unknown, at: string, warnings: Warnings) {
  const { scope, instrumentationLibrary, spans } = record(value, at);
  const { name, version } = record(scope ?? instrumentationLibrary ?? {}, `${at}.scope`);
  const all = list((span, place) => ({ span, place }))(spans ?? [], `${at}.spans`);
  return {
    scope: {
      name: optional(text)(name, `${at}.scope.name`) ?? '',
      version: optional(text)(version, `${at}.scope.version`) ?? '',
    },
    spans: all.flatMap(({ span, place }) => {
      try {
        return [spanOf(span, place, warnings)];
      } catch (error) {
        if (!(error instanceof ShapeError)) throw error;
        warnings.add(`A span was left out: ${error.message}.`);
        return [];
      }
    }),
  };
}

function spanOf(value: unknown, at: string, warnings: Warnings): OtlpSpan {
  const span = record(value, at);
  const status = record(span['status'] ?? {}, `${at}.status`);
  const spanId = id(8)(span['spanId'], `${at}.spanId`);
  const start = unixNano(span['startTimeUnixNano'], `${at}.startTimeUnixNano`);
  const end = span['endTimeUnixNano'] ?? NO_TIME;
  const isOpen = end === NO_TIME || end === 0;
  if (isOpen && start !== NO_TIME) warnings.add(`Span ${spanId} has no end; it is shown with a duration of 0.`);
  const parentSpanId = optional(idOrNone(8))(span['parentSpanId'], `${at}.parentSpanId`);
  return {
    traceId: id(16)(span['traceId'], `${at}.traceId`),
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    traceState: optional(text)(span['traceState'], `${at}.traceState`) ?? '',
    name: optional(text)(span['name'], `${at}.name`) ?? '',
    kind: enumOf(SPAN_KINDS, 'SPAN_KIND_', span['kind']),
    startTimeUnixNano: start,
    endTimeUnixNano: isOpen ? start : unixNano(end, `${at}.endTimeUnixNano`),
    attributes: attributeList(span['attributes'], `${at}.attributes`),
    events: list(event)(span['events'] ?? [], `${at}.events`),
    links: list(link)(span['links'] ?? [], `${at}.links`),
    status: {
      code: enumOf(SPAN_STATUSES, 'STATUS_CODE_', status['code']),
      message: optional(text)(status['message'], `${at}.status.message`) ?? '',
    },
  };
}

function event(value: unknown, at: string) {
  const { timeUnixNano, name, attributes } = record(value, at);
  return {
    timeUnixNano: unixNano(timeUnixNano ?? NO_TIME, `${at}.timeUnixNano`),
    name: optional(text)(name, `${at}.name`) ?? '',
    attributes: attributeList(attributes, `${at}.attributes`),
  };
}

function link(value: unknown, at: string) {
  const { traceId, spanId, traceState, attributes } = record(value, at);
  return {
    traceId: id(16)(traceId, `${at}.traceId`),
    spanId: id(8)(spanId, `${at}.spanId`),
    traceState: optional(text)(traceState, `${at}.traceState`) ?? '',
    attributes: attributeList(attributes, `${at}.attributes`),
  };
}

function attributesOf(resource: unknown, at: string): readonly OtlpKeyValue[] {
  return attributeList(record(resource ?? {}, at)['attributes'], `${at}.attributes`);
}

/** In hexadecimal, or in base64 as protobuf's own JSON has bytes; their lengths differ. In lower case. */
function id(bytes: 8 | 16): Decoder<string> {
  return (value, at) => {
    const given = text(value, at);
    if (new RegExp(`^[0-9a-f]{${bytes * 2}}$`, 'i').test(given)) return given.toLowerCase();
    // Tempo leaves out the upper half of a trace id that is 0.
    if (bytes === 16 && /^[0-9a-f]{16}$/i.test(given)) return given.toLowerCase().padStart(32, '0');
    const hex = hexOfBase64(given);
    if (hex?.length === bytes * 2) return hex;
    throw new ShapeError(at, `${bytes * 2} hexadecimal digits`, value);
  };
}

/** `undefined` for a root: no text, or only zeros. */
function idOrNone(bytes: 8 | 16): Decoder<string | undefined> {
  return (value, at) => {
    if (value === '') return undefined;
    const given = id(bytes)(value, at);
    return /^0*$/.test(given) ? undefined : given;
  };
}

function hexOfBase64(given: string): string | undefined {
  try {
    return Array.from(atob(given), (char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  } catch {
    return undefined;
  }
}

/** By number or by name (`SPAN_KIND_SERVER`); what this version does not know is the first, which says nothing. */
function enumOf(words: readonly string[], prefix: string, value: unknown): number {
  if (typeof value === 'number') return words[value] === undefined ? 0 : value;
  if (typeof value !== 'string') return 0;
  const index = words.indexOf(value.replace(prefix, '').toLowerCase());
  return Math.max(0, index);
}
