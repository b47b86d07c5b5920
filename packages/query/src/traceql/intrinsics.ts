// The intrinsic fields of TraceQL (https://grafana.com/docs/tempo/latest/traceql/construct-traceql-queries/#intrinsic-fields), how they
// are written and what type they have. The meaning of each is told where it is read: see `SearchableTrace`.

/** `any`: known only when a span is looked at. */
export type ValueType = 'string' | 'number' | 'boolean' | 'status' | 'kind' | 'any';

interface IntrinsicFacts {
  /** The form without a scope, which every version of Tempo reads. */
  readonly alias?: string;
  readonly type: ValueType;
  /** May be missing, so that `= nil` makes sense. */
  readonly optional?: true;
  /** A duration, rather than a plain number. */
  readonly duration?: true;
}

const FACTS = {
  'span:name': { alias: 'name', type: 'string' },
  'span:kind': { alias: 'kind', type: 'kind' },
  'span:status': { alias: 'status', type: 'status' },
  'span:statusMessage': { alias: 'statusMessage', type: 'string' },
  'span:duration': { alias: 'duration', type: 'number', duration: true },
  'span:id': { type: 'string' },
  'span:parentID': { type: 'string', optional: true },
  'span:childCount': { alias: 'childCount', type: 'number' },
  'trace:id': { type: 'string' },
  'trace:duration': { alias: 'traceDuration', type: 'number', duration: true },
  'trace:rootName': { alias: 'rootName', type: 'string', optional: true },
  'trace:rootService': { alias: 'rootServiceName', type: 'string', optional: true },
  'event:name': { type: 'string', optional: true },
  'event:timeSinceStart': { type: 'number', optional: true, duration: true },
  'link:traceID': { type: 'string', optional: true },
  'link:spanID': { type: 'string', optional: true },
  'instrumentation:name': { type: 'string', optional: true },
  'instrumentation:version': { type: 'string', optional: true },
  /** Only for `parent = nil` and `parent != nil`. */
  parent: { type: 'any', optional: true },
  nestedSetParent: { type: 'number' },
  nestedSetLeft: { type: 'number' },
  nestedSetRight: { type: 'number' },
} as const satisfies Record<string, IntrinsicFacts>;

export type Intrinsic = keyof typeof FACTS;

export const INTRINSICS = Object.keys(FACTS) as readonly Intrinsic[];

const BY_WORD: ReadonlyMap<string, Intrinsic> = new Map(
  INTRINSICS.flatMap((name) => [name, aliasOf(name)].map((word) => [word, name] as const)),
);

/** The intrinsic that a word such as `duration` or `span:duration` stands for. */
export function intrinsicOf(word: string): Intrinsic | undefined {
  return BY_WORD.get(word);
}

export const INTRINSIC_WORDS: readonly string[] = [...BY_WORD.keys()];

export function intrinsicFacts(name: Intrinsic): IntrinsicFacts {
  return FACTS[name];
}

/** The shortest form that is widely understood: `duration` rather than `span:duration`. */
export function intrinsicWord(name: Intrinsic): string {
  return aliasOf(name);
}

function aliasOf(name: Intrinsic): string {
  const facts: IntrinsicFacts = FACTS[name];
  return facts.alias ?? name;
}
