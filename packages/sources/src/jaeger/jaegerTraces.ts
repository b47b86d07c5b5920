// Traces as `/api/traces` has them, as spans of the model. Lost on this way against what was sent by OTLP: nanoseconds (times and
// durations are in µs), attributes and trace state of links, and numbers that JSON lacks (Jaeger 1.62 answers 500 for a trace with NaN).
// Lost in Jaeger 1.x however it is asked: arrays and maps (text of their JSON), empty values (empty text), attributes of a scope.
import type { Attributes, SpanDetails, SpanEvent } from '@watchingcat/model';
import { NS_PER_US } from '@watchingcat/model';
import type { Decoder } from '../decode.ts';
import { finite, list, optional, record, ShapeError, text } from '../decode.ts';
import { spanIdOf, traceIdOf } from './ids.ts';
import { parentAndLinks, references } from './references.ts';
import { separateSharedSpans } from './sharedSpans.ts';
import { spanOfTags } from './spanOfTags.ts';
import { tags } from './tags.ts';

/** What Jaeger calls the service of spans that came by OTLP without `service.name`; its lists and searches know it by this name. */
export const NO_SERVICE = 'OTLPResourceNoServiceName';

/** Jaeger's durations are unsigned: one below 0 comes as 2^64 minus it, which a double holds to 2 ms. */
const NEGATIVE_FROM_US = 2 ** 63;

/** Spans of one trace, in the order of the answer. Spans of one process share its resource. */
export const jaegerTrace: Decoder<readonly SpanDetails[]> = (value, at) => {
  const trace = record(value, at);
  const processes = processesOf(trace['processes'], `${at}.processes`);
  const span: Decoder<SpanDetails> = (item, place) => spanOf(record(item, place), place, processes);
  return separateSharedSpans(list(span)(trace['spans'] ?? [], `${at}.spans`));
};

interface Process {
  readonly service: string;
  readonly resource: Attributes;
}

const NO_PROCESS: Process = { service: '', resource: new Map() };

function processesOf(value: unknown, at: string): ReadonlyMap<string, Process> {
  const processes = Object.entries(record(value ?? {}, at));
  return new Map(processes.map(([id, process]) => [id, processOf(process, `${at}.${id}`)]));
}

function processOf(value: unknown, at: string): Process {
  const process = record(value, at);
  const service = text(process['serviceName'], `${at}.serviceName`);
  const sent = tags(process['tags'], `${at}.tags`);
  return { service, resource: new Map(service === NO_SERVICE ? sent : [['service.name', service], ...sent]) };
}

function spanOf(
  span: Readonly<Record<string, unknown>>,
  at: string,
  processes: ReadonlyMap<string, Process>,
): SpanDetails {
  const traceId = traceIdOf(text(span['traceID'], `${at}.traceID`));
  const embedded = span['process'] ?? undefined;
  const process =
    embedded === undefined
      ? processes.get(optional(text)(span['processID'], `${at}.processID`) ?? '')
      : processOf(embedded, `${at}.process`);
  const { service, resource } = process ?? NO_PROCESS;
  const warnings = optional(list(text))(span['warnings'], `${at}.warnings`) ?? [];
  const parent = optional(text)(span['parentSpanID'], `${at}.parentSpanID`);
  return {
    traceId,
    spanId: spanIdOf(text(span['spanID'], `${at}.spanID`)),
    ...parentAndLinks(traceId, references(span['references'], `${at}.references`), parent),
    service,
    operation: text(span['operationName'], `${at}.operationName`),
    start: microseconds(span['startTime'], `${at}.startTime`),
    durationNs: durationNs(finite(span['duration'], `${at}.duration`)),
    ...spanOfTags(tags(span['tags'], `${at}.tags`), warnings),
    resource,
    events: optional(list(event))(span['logs'], `${at}.logs`) ?? [],
  };
}

/** The field `event` is the name; a log of OpenTracing may have none. */
const event: Decoder<SpanEvent> = (value, at) => {
  const log = record(value, at);
  const attributes = new Map(tags(log['fields'], `${at}.fields`));
  const name = attributes.get('event');
  if (typeof name === 'string') attributes.delete('event');
  return {
    time: microseconds(log['timestamp'], `${at}.timestamp`),
    name: typeof name === 'string' ? name : '',
    attributes,
  };
};

function microseconds(value: unknown, at: string): bigint {
  const us = finite(value, at);
  if (!Number.isInteger(us)) throw new ShapeError(at, 'whole microseconds', value);
  return BigInt(us) * NS_PER_US;
}

function durationNs(us: number): number {
  return (us >= NEGATIVE_FROM_US ? us - 2 ** 64 : us) * 1_000;
}
