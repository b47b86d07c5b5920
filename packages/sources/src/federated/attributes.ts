// Names and values of attributes over Jaeger, which lists neither: counted over the newest traces of each service. Those are kept for a
// minute, because one answer leads to the next question (a name to its values) and whole traces are costly. What Jaeger itself remarks on a
// span was sent by nobody.
import { attributeNamesOf, attributeValuesOf } from '@watchingcat/analysis';
import type {
  AttributeNamesAnswer,
  AttributeNamesQuery,
  AttributeValuesAnswer,
  AttributeValuesQuery,
  Coverage,
  SpanDetails,
} from '@watchingcat/model';
import { attributeLimit, COMPLETE } from '@watchingcat/model';
import { WARNINGS } from '../jaeger/spanOfTags.ts';
import { inTurns } from './inTurns.ts';
import { distinct } from './sampleTraces.ts';
import { needJaeger, type Sources } from './sourcesOf.ts';

const KEPT_MS = 60_000;
const MAX_SERVICES = 12;
const SERVICES_AT_ONCE = 3;
const TRACES_OF_EACH = 20;
/** Of one service alone: as many as a page of a search. */
const TRACES_OF_ONE = 100;

interface Looked {
  readonly spans: readonly SpanDetails[];
  readonly coverage: Coverage;
}

export class FederatedAttributes {
  readonly #sources: Sources;
  readonly #now: () => number;
  #kept: { readonly key: string; readonly untilMs: number; readonly looked: Looked } | undefined;

  /** @param now Unix milliseconds */
  constructor(sources: Sources, now: () => number) {
    this.#sources = sources;
    this.#now = now;
  }

  async names(query: AttributeNamesQuery, signal?: AbortSignal): Promise<AttributeNamesAnswer> {
    const limit = attributeLimit(query.limit);
    const { spans, coverage } = await this.#look(query, signal);
    const names = attributeNamesOf(spans, query).filter(({ name }) => name !== WARNINGS);
    return { names: names.slice(0, limit), coverage: cut(coverage, names.length, limit) };
  }

  async values(query: AttributeValuesQuery, signal?: AbortSignal): Promise<AttributeValuesAnswer> {
    const limit = attributeLimit(query.limit);
    const { spans, coverage } = await this.#look(query, signal);
    const values = attributeValuesOf(spans, query);
    return { values: values.slice(0, limit), coverage: cut(coverage, values.length, limit) };
  }

  async #look({ range, service }: AttributeNamesQuery, signal?: AbortSignal): Promise<Looked> {
    signal?.throwIfAborted();
    const jaeger = needJaeger(this.#sources);
    const key = JSON.stringify([`${range.start}`, `${range.end}`, service ?? null]);
    if (this.#kept?.key === key && this.#now() < this.#kept.untilMs) return this.#kept.looked;
    const known = service === undefined ? await jaeger.services(signal) : [service];
    const asked = known.slice(0, MAX_SERVICES);
    const limit = service === undefined ? TRACES_OF_EACH : TRACES_OF_ONE;
    const answers = await inTurns(asked, SERVICES_AT_ONCE, (one) =>
      jaeger.searchTraces({ service: one, range, limit }, signal),
    );
    const traces = distinct(answers.flatMap((answer) => answer.traces));
    const spans = traces.flat().filter(({ start }) => start >= range.start && start < range.end);
    const isWhole = asked.length === known.length && answers.every(({ isCut }) => !isCut);
    const left =
      asked.length === known.length ? '' : ` ${known.length - asked.length} of ${known.length} services were left out.`;
    const looked: Looked = {
      spans,
      coverage: isWhole
        ? COMPLETE
        : {
            kind: 'sampled',
            seen: spans.length,
            reason: `Jaeger does not list attributes, so they are those of the newest ${traces.length} traces.${left}`,
          },
    };
    this.#kept = { key, untilMs: this.#now() + KEPT_MS, looked };
    return looked;
  }
}

function cut(coverage: Coverage, found: number, limit: number): Coverage {
  return coverage.kind === 'complete' && found > limit ? { kind: 'capped', cap: 'limit', limit } : coverage;
}
