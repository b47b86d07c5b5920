// TraceQL over the store. SQL finds candidates (what the query needs of a trace, by index) and answers conditions on single spans; what
// relates spans to each other is evaluated in memory, over ids and answers only. Queries that read what only whole spans have are
// evaluated over whole candidates.
import { COMPLETE, QueryError, type Coverage, type MatchedSpanSet } from '@watchingcat/model';
import {
  matchedSpanSet,
  needsOf,
  parseTraceQl,
  prepareTraceQl,
  searchableTrace,
  type SpansetMatch,
  type TraceQlPlan,
} from '@watchingcat/query';
import type { Store } from '../../store/Store.ts';
import { findTraces, newestOf, type FoundTrace, type TraceConditions, type TracesAsked } from '../findTraces.ts';
import { inParts } from '../inParts.ts';
import { readSpansOfTraces } from '../spanDetails.ts';
import type { TracePosition } from '../traceCursor.ts';
import { BoundValues } from './BoundValues.ts';
import { candidateFilter } from './candidateFilter.ts';
import { readCandidates, timesOf } from './readCandidates.ts';
import { storePlan, type StorePlan } from './storePlan.ts';

/** Traces that one search evaluates at most; whole spans cost about a hundred times as much as ids. */
const MAX_TRACES_EVALUATED = 200_000;
const MAX_WHOLE_TRACES_EVALUATED = 2_000;
/** Candidates of one look, and how many of them are read at a time: few at first, since a page may need no more. */
const CANDIDATES = 20_000;
const FIRST_CHUNK = 200;
const LAST_CHUNK = 5_000;
/** Whole traces are read so many at a time. */
const WHOLE_TRACES = 50;

export interface TraceQlAnswer {
  readonly traces: readonly FoundTrace[];
  readonly coverage: Coverage;
  readonly matches?: ReadonlyMap<string, readonly MatchedSpanSet[]>;
  /** Where to go on when the search was ended before its page was full. */
  readonly next?: Pick<TracePosition, 'key' | 'traceId'> | undefined;
}

/** @throws QueryError when the text is not TraceQL that can be answered */
export async function searchByTraceQl(
  store: Store,
  asked: TracesAsked,
  text: string,
  conditions: TraceConditions,
  signal?: AbortSignal,
): Promise<TraceQlAnswer> {
  const parsed = parseTraceQl(text);
  if (parsed.errors !== undefined)
    throw new QueryError(parsed.errors.map((error) => error.message).join('; '), parsed.errors);
  const search = await TraceQlSearch.prepare(store, asked, parsed.plan, conditions, signal);
  const traces =
    asked.sort === 'newest'
      ? await inParts(asked.range, { newest: newestOf(asked) }, asked.limit, (range, limit) =>
          search.find({ ...asked, range, limit }),
        )
      : (await search.find(asked)).found;
  return { traces, ...search.outcome() };
}

class TraceQlSearch {
  readonly #matches = new Map<string, readonly MatchedSpanSet[]>();
  readonly #maxTraces: number;
  readonly #evaluateWhole: ReturnType<typeof prepareTraceQl>;
  readonly #evaluate: ReturnType<typeof prepareTraceQl>;
  #evaluated = 0;
  #endedAt: FoundTrace | undefined;
  readonly #store: Store;
  readonly #conditions: TraceConditions;
  readonly #plan: StorePlan;
  readonly #bound: BoundValues;
  readonly #signal: AbortSignal | undefined;

  private constructor(
    store: Store,
    original: TraceQlPlan,
    plan: StorePlan,
    conditions: TraceConditions,
    bound: BoundValues,
    signal: AbortSignal | undefined,
  ) {
    this.#store = store;
    this.#conditions = conditions;
    this.#plan = plan;
    this.#bound = bound;
    this.#signal = signal;
    this.#evaluateWhole = prepareTraceQl(original);
    this.#evaluate = prepareTraceQl(plan.plan);
    this.#maxTraces = plan.isNarrow ? MAX_TRACES_EVALUATED : MAX_WHOLE_TRACES_EVALUATED;
  }

  static async prepare(
    store: Store,
    { tenant }: TracesAsked,
    plan: TraceQlPlan,
    conditions: TraceConditions,
    signal?: AbortSignal,
  ): Promise<TraceQlSearch> {
    const bound = new BoundValues();
    const context = { bound, resourceAttributes: await resourceAttributeNames(store, tenant, signal) };
    const filter = candidateFilter(needsOf(plan), context);
    const divided = storePlan(plan, { ...context, subject: 'span' });
    const readsRoot = divided.fields.some(({ name }) => name === 'trace:rootName' || name === 'trace:rootService');
    const all: TraceConditions = {
      candidates: [...conditions.candidates, ...filter.candidates],
      having: [...conditions.having, ...filter.having],
      parameters: { ...conditions.parameters, ...bound.parameters },
      isHeavy: true,
      withSummary: readsRoot,
    };
    return new TraceQlSearch(store, plan, divided, all, bound, signal);
  }

  /** Those of a part that match, in its order. `isEnd`: it has looked at as many traces as one search may. */
  async find(asked: TracesAsked): Promise<{ readonly found: FoundTrace[]; readonly isEnd: boolean }> {
    const found: FoundTrace[] = [];
    let after = asked.after;
    let chunk = FIRST_CHUNK;
    for (;;) {
      const candidates = await findTraces(
        this.#store,
        { ...asked, after, limit: CANDIDATES },
        this.#conditions,
        this.#signal,
      );
      for (let from = 0; from < candidates.length; chunk = Math.min(LAST_CHUNK, 4 * chunk)) {
        const traces = candidates.slice(from, (from += chunk));
        for (const trace of await this.#matching(asked.tenant, traces)) {
          found.push(trace);
          if (found.length === asked.limit) return { found, isEnd: false };
        }
        this.#evaluated += traces.length;
        if (this.#evaluated >= this.#maxTraces) {
          this.#endedAt = traces.at(-1);
          return { found, isEnd: true };
        }
      }
      const last = candidates.at(-1);
      if (last === undefined || candidates.length < CANDIDATES) return { found, isEnd: false };
      after = { range: asked.range, key: last.key, traceId: last.id };
    }
  }

  outcome(): Omit<TraceQlAnswer, 'traces'> {
    const end = this.#endedAt;
    if (end === undefined) return { coverage: COMPLETE, matches: this.#matches };
    const reason = `the query was evaluated on ${this.#evaluated} traces that may match, which is as many as one search looks at; the next page goes on from there`;
    return { coverage: { kind: 'partial', reason }, matches: this.#matches, next: { key: end.key, traceId: end.id } };
  }

  async #matching(tenant: string, traces: readonly FoundTrace[]): Promise<FoundTrace[]> {
    if (!this.#plan.isNarrow) return this.#matchingWhole(tenant, traces);
    const matching: FoundTrace[] = [];
    const candidates = await readCandidates(this.#store, tenant, traces, this.#plan, this.#bound, this.#signal);
    for (const { trace, spans, spanId, isUnsure } of candidates) {
      if (isUnsure) matching.push(...(await this.#matchingWhole(tenant, [trace])));
      else this.#note(trace, this.#evaluate(spans), spanId, matching);
    }
    return matching;
  }

  async #matchingWhole(tenant: string, traces: readonly FoundTrace[]): Promise<FoundTrace[]> {
    const matching: FoundTrace[] = [];
    for (let from = 0; from < traces.length; from += WHOLE_TRACES) {
      const some = traces.slice(from, from + WHOLE_TRACES);
      const spans = await readSpansOfTraces(
        this.#store,
        tenant,
        some.map(({ id }) => id),
        timesOf(some),
        this.#signal,
      );
      for (const trace of some) {
        const own = spans.get(trace.id);
        if (own === undefined) continue;
        const whole = searchableTrace(own);
        this.#note(trace, this.#evaluateWhole(whole), (row) => whole.spans[row].spanId, matching);
      }
    }
    return matching;
  }

  #note(
    trace: FoundTrace,
    spansets: readonly SpansetMatch[],
    spanId: (row: number) => string,
    matching: FoundTrace[],
  ): void {
    if (spansets.length === 0) return;
    this.#matches.set(
      trace.id,
      spansets.map((spanset) => matchedSpanSet(spanset, spanId)),
    );
    matching.push(trace);
  }
}

async function resourceAttributeNames(
  store: Store,
  tenant: string,
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  const { Name } = await store.columns<{ Name: string[] }>(
    `SELECT DISTINCT arrayJoin(mapKeys(Attributes)) AS Name FROM resources WHERE Tenant = {tenant:String}`,
    { parameters: { tenant }, signal },
  );
  return new Set(Name);
}
