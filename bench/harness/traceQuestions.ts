// What people ask of stored traces, each with its limit, and with other parameters each time, taken from what is stored.
import type { Telemetry, TimeRange } from '@watchingcat/model';
import { COMMON_ATTRIBUTE, RARE_ATTRIBUTE } from '../load/spanMessage.ts';

export interface Question {
  readonly name: string;
  /** p95, warm, at 50 million spans; undefined where none was set. */
  readonly targetMs: number | undefined;
  /** The number of things found, so that an answer without content is noticed. */
  readonly ask: (telemetry: Telemetry, run: number) => Promise<number>;
}

const HOUR_NS = 3_600_000_000_000n;
const SAMPLE = 100;
/** Slower than most traces of the load. */
const SLOW_MS = 200;

/** @throws Error when the store has nothing to take parameters from */
export async function traceQuestions(telemetry: Telemetry, range: TimeRange): Promise<Question[]> {
  const hour = { start: range.end - HOUR_NS, end: range.end };
  const sample = await telemetry.searchTraces({ range, sort: 'sample', limit: SAMPLE });
  const traceIds = sample.traces.map((trace) => trace.traceId);
  const services = (await telemetry.services(range)).services.map((service) => service.name);
  if (traceIds.length === 0 || services.length === 0)
    throw new Error('The store holds no traces in the range that was filled');
  // As many as traces: the engine remembers where values that were asked for before are.
  const rare: string[] = [];
  for (const traceId of traceIds) {
    const value = (await telemetry.spansOfTrace(traceId))?.spans[0]?.attributes.get(RARE_ATTRIBUTE);
    if (typeof value === 'string') rare.push(value);
  }
  const nth = <Item>(items: readonly Item[], run: number): Item => items[run % items.length];
  const search = async (
    asked: Telemetry,
    query: Omit<Parameters<Telemetry['searchTraces']>[0], 'range'>,
  ): Promise<number> => (await asked.searchTraces({ range, ...query })).traces.length;
  return [
    {
      name: 'trace by id',
      targetMs: 20,
      ask: async (asked, run) => (await asked.trace(nth(traceIds, run)))?.trace.size ?? 0,
    },
    {
      name: 'RED of all services, 1 h',
      targetMs: 50,
      ask: async (asked) => (await asked.services(hour)).services.length,
    },
    {
      name: 'RED of all services, all hours',
      targetMs: undefined,
      ask: async (asked) => (await asked.services(range)).services.length,
    },
    {
      name: 'rare attribute value, all hours',
      targetMs: 100,
      ask: (asked, run) => search(asked, { attributes: { [RARE_ATTRIBUTE]: nth(rare, run) } }),
    },
    {
      name: 'common attribute value, newest 20',
      targetMs: 200,
      ask: (asked) => search(asked, { attributes: { [COMMON_ATTRIBUTE.key]: COMMON_ATTRIBUTE.value }, limit: 20 }),
    },
    {
      name: 'newest 100 errors of a service',
      targetMs: 50,
      ask: (asked, run) => search(asked, { service: nth(services, run), status: 'error', limit: 100 }),
    },
    {
      name: 'TraceQL: failed spans below a service, 1 h',
      targetMs: 1_000,
      ask: async (asked, run) =>
        (
          await asked.searchTraces({
            range: hour,
            traceQl: `{ resource.service.name = ${JSON.stringify(nth(services, run))} } >> { status = error && duration > 100ms }`,
          })
        ).traces.length,
    },
    {
      name: 'TraceQL: what no trace has, by structure, 1 h',
      targetMs: 1_000,
      ask: async (asked, run) =>
        (
          await asked.searchTraces({
            range: hour,
            traceQl: `{ resource.service.name = ${JSON.stringify(nth(services, run))} } >> { kind = server && duration < 0ns }`,
          })
        ).traces.length,
    },
    {
      name: `traces above ${SLOW_MS} ms, newest 20`,
      targetMs: undefined,
      ask: (asked) => search(asked, { minDurationMs: SLOW_MS, limit: 20 }),
    },
    {
      name: 'names of attributes, all hours',
      targetMs: 200,
      ask: async (asked) => (await asked.attributeNames({ range })).names.length,
    },
    {
      name: 'names of attributes of a service, all hours',
      targetMs: 200,
      ask: async (asked, run) => (await asked.attributeNames({ range, service: nth(services, run) })).names.length,
    },
    {
      name: 'values of a common attribute, all hours',
      targetMs: 200,
      ask: async (asked) => (await asked.attributeValues({ range, name: COMMON_ATTRIBUTE.key })).values.length,
    },
    {
      name: 'values of a rare attribute that hold a text, all hours',
      targetMs: 200,
      ask: async (asked, run) => {
        const contains = nth(rare, run).slice(0, 3);
        return (await asked.attributeValues({ range, name: RARE_ATTRIBUTE, contains })).values.length;
      },
    },
    {
      name: 'values of an attribute of a service, all hours',
      targetMs: 200,
      ask: async (asked, run) =>
        (await asked.attributeValues({ range, name: 'service.version', service: nth(services, run) })).values.length,
    },
    {
      name: 'operations of a service, all hours',
      targetMs: undefined,
      ask: async (asked, run) => (await asked.operations(nth(services, run), range)).operations.length,
    },
  ];
}
