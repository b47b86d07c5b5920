// What a back-end said of attributes in one range: asked once, so that typing on and opening a facet again cost nothing. A list that came
// whole answers every narrower question, too.
import type {
  AttributeNamesAnswer,
  AttributeOwner,
  AttributeValuesAnswer,
  Telemetry,
  TimeRange,
} from '@watchingcat/model';

/** Names are few, and with all of them at hand typing needs no further question. */
const NAMES = 1_000;
const VALUES = 100;

export interface AskedValues {
  readonly name: string;
  /** Of both when undefined. */
  readonly owner: AttributeOwner | undefined;
  readonly contains: string;
}

export class AttributeAnswers {
  private readonly telemetry: Telemetry;
  private readonly range: TimeRange;
  private readonly service: string | undefined;
  private readonly namesOf = new Map<string, AttributeNamesAnswer>();
  private readonly valuesOf = new Map<string, AttributeValuesAnswer>();

  constructor(telemetry: Telemetry, range: TimeRange, service: string | undefined) {
    this.telemetry = telemetry;
    this.range = range;
    this.service = service;
  }

  /** What is known already. */
  names(contains: string): AttributeNamesAnswer | undefined {
    const all = this.namesOf.get('');
    return all !== undefined && all.names.length < NAMES ? all : this.namesOf.get(contains);
  }

  values({ contains, ...of }: AskedValues): AttributeValuesAnswer | undefined {
    const all = this.valuesOf.get(keyOf({ ...of, contains: '' }));
    return all !== undefined && all.values.length < VALUES ? all : this.valuesOf.get(keyOf({ ...of, contains }));
  }

  async loadNames(contains: string, signal: AbortSignal): Promise<AttributeNamesAnswer> {
    const known = this.names(contains);
    if (known !== undefined) return known;
    const { range, service } = this;
    const query = { range, service, contains: contains || undefined, limit: NAMES };
    const answer = await this.telemetry.attributeNames(query, signal);
    this.namesOf.set(contains, answer);
    return answer;
  }

  async loadValues(asked: AskedValues, signal: AbortSignal): Promise<AttributeValuesAnswer> {
    const known = this.values(asked);
    if (known !== undefined) return known;
    const { range, service } = this;
    const query = { ...asked, range, service, contains: asked.contains || undefined, limit: VALUES };
    const answer = await this.telemetry.attributeValues(query, signal);
    this.valuesOf.set(keyOf(asked), answer);
    return answer;
  }
}

function keyOf({ name, owner, contains }: AskedValues): string {
  return JSON.stringify([owner ?? null, name, contains]);
}
