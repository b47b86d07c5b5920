// What Jaeger's search can tell of a TraceQL query. It finds traces by one span: of a service, with an operation's name, tags and a
// duration. So each way in which the query can be met becomes a search by the most telling span that it needs, and the rest is left to
// who evaluates the query over what came back. No trace that matches is excluded here, with one exception: a span attribute
// `service.name` that contradicts its resource is not looked for.
import { QueryError } from '@watchingcat/model';
import {
  alternativesOf,
  compileRegex,
  fieldsOf,
  filterOf,
  needsOf,
  type Field,
  type SpanNeed,
  type TraceFilter,
  type TraceQlPlan,
} from '@watchingcat/query';
import type { JaegerSearch } from '../jaeger/jaegerSearch.ts';

/** Each is a search in every service that it does not exclude. */
const MAX_ALTERNATIVES = 3;

export type JaegerConditions = Pick<JaegerSearch, 'operation' | 'tags' | 'minDurationMs' | 'maxDurationMs'>;

export interface JaegerAlternative {
  readonly conditions: JaegerConditions;
  /** Whether the span can be of this service. */
  readonly mayBeOf: (service: string) => boolean;
}

/** A trace that matches meets at least one. Never empty. @param services all that Jaeger knows */
export function jaegerAlternatives(plan: TraceQlPlan, services: readonly string[]): readonly JaegerAlternative[] {
  const alternatives = alternativesOf(needsOf(plan), MAX_ALTERNATIVES);
  return alternatives.map((needs) => mostTelling(needs.map(alternativeOf), services));
}

/** @throws QueryError for what is read of spans and not in Jaeger's answers, which would then look as if no span had it */
export function refuseWhatJaegerLacks(plan: TraceQlPlan): void {
  const errors = fieldsOf(plan).flatMap((field) => {
    const message = lacking(field);
    return message === undefined ? [] : [{ from: field.at.from, to: field.at.to, message }];
  });
  if (errors.length > 0) throw new QueryError(errors.map(({ message }) => message).join(' '), errors);
}

function lacking(field: Field): string | undefined {
  if (field.type !== 'attribute') return undefined;
  if (field.scope === 'link') return 'Jaeger does not give the attributes of links. Leave this condition out.';
  if (field.scope === 'instrumentation')
    return 'Jaeger does not keep the attributes of instrumentation scopes. Leave this condition out, or ask for instrumentation:name.';
  return undefined;
}

function mostTelling(needs: readonly JaegerAlternative[], services: readonly string[]): JaegerAlternative {
  const rated = needs.map((need) => ({
    need,
    services: services.filter(need.mayBeOf).length,
    conditions: Object.keys(need.conditions).length + Object.keys(need.conditions.tags ?? {}).length,
  }));
  rated.sort((a, b) => a.services - b.services || b.conditions - a.conditions);
  return rated[0]?.need ?? { conditions: {}, mayBeOf: () => true };
}

function alternativeOf({ conditions }: SpanNeed): JaegerAlternative {
  const filters = conditions.map(filterOf).filter((filter) => filter !== undefined);
  const ofService = filters.filter(isOfService).map(serviceTest);
  const others = filters.filter((filter) => !isOfService(filter));
  const tags = Object.fromEntries(others.flatMap((filter) => tagOf(filter) ?? []));
  const hasTags = Object.keys(tags).length > 0;
  const operation = others.map(operationOf).find((name) => name !== undefined);
  return {
    conditions: {
      ...(operation !== undefined && { operation }),
      // Cassandra as Jaeger's store refuses tags together with durations.
      ...(hasTags ? { tags } : durationsOf(others)),
    },
    mayBeOf: (service) => ofService.every((test) => test(service)),
  };
}

function isOfService({ field }: TraceFilter): boolean {
  const isOfSpan = field.type === 'attribute' && !field.ofParent;
  return isOfSpan && field.name === 'service.name' && (field.scope === 'resource' || field.scope === 'any');
}

function serviceTest(filter: TraceFilter): (service: string) => boolean {
  if (!('value' in filter) || filter.value.type !== 'string') return () => true;
  const { value } = filter.value;
  switch (filter.operator) {
    case '=':
      return (service) => service === value;
    case '!=':
      return (service) => service !== value;
    case '=~':
    case '!~': {
      const regex = compileRegex(value);
      return (service) => regex.matches(service) === (filter.operator === '=~');
    }
    default:
      return () => true;
  }
}

function operationOf(filter: TraceFilter): string | undefined {
  if (filter.field.type !== 'intrinsic' || filter.field.name !== 'span:name' || filter.operator !== '=')
    return undefined;
  return filter.value.type === 'string' && filter.value.value !== '' ? filter.value.value : undefined;
}

/** With Elasticsearch as its store Jaeger reads values as regular expressions: of what means something there only the dot is harmless. */
const PLAIN = /^[^?+*|{}[\]()"\\#@&<>~^$]+$/;
/** Beyond, a number's text may have an exponent. */
const MAX_PLAIN_INTEGER = 1_000_000n;

/** In which Jaeger keeps fields of spans, and which it compares in ways of its own. */
const OWN_TAGS: ReadonlySet<string> = new Set(['error', 'span.kind']);

/** Tags of a span, its process and its logs, compared as text. */
function tagOf({ field, ...filter }: TraceFilter): [string, string][] | undefined {
  if (filter.operator !== '=') return undefined;
  const { value } = filter;
  if (field.type === 'intrinsic')
    return field.name === 'span:status' && value.type === 'status' && value.value === 'error'
      ? [['error', 'true']]
      : undefined;
  if (field.ofParent || OWN_TAGS.has(field.name)) return undefined;
  if (value.type === 'string') return PLAIN.test(value.value) ? [[field.name, value.value]] : undefined;
  if (value.type === 'boolean') return [[field.name, String(value.value)]];
  if (value.type !== 'integer') return undefined;
  const isPlain = value.value <= MAX_PLAIN_INTEGER && value.value >= -MAX_PLAIN_INTEGER;
  return isPlain ? [[field.name, value.value.toString()]] : undefined;
}

/** Of the span. No span is longer than its trace. */
function durationsOf(filters: readonly TraceFilter[]): Pick<JaegerConditions, 'minDurationMs' | 'maxDurationMs'> {
  let least = 0;
  let most = Infinity;
  for (const { field, ...filter } of filters) {
    if (field.type !== 'intrinsic' || (field.name !== 'span:duration' && field.name !== 'trace:duration')) continue;
    if (!('value' in filter)) continue;
    const ns = nanosecondsOf(filter.value);
    if (ns === undefined || ns < 0) continue;
    const isOfSpan = field.name === 'span:duration';
    if (isOfSpan && /^(>=?|=)$/.test(filter.operator)) least = Math.max(least, ns / 1e6);
    if (/^(<=?|=)$/.test(filter.operator)) most = Math.min(most, ns / 1e6);
  }
  return { ...(least > 0 && { minDurationMs: least }), ...(most < Infinity && { maxDurationMs: most }) };
}

function nanosecondsOf(value: Exclude<TraceFilter, { operator: 'exists' | 'missing' }>['value']): number | undefined {
  if (value.type === 'duration') return value.ns;
  if (value.type === 'float') return value.value;
  return value.type === 'integer' ? Number(value.value) : undefined;
}
