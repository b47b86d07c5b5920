// Which attributes a trace can be counted by.
import type { SpanDetails } from '@watchingcat/model';

export interface AttributeKey {
  readonly key: string;
  /** Spans that have it, themselves or on their resource. */
  readonly spans: number;
}

/** Those of spans before those of resources only (a resource's are on every span of a service), each by spans, then by name. */
export function attributeKeys(details: ReadonlyArray<SpanDetails | undefined>): AttributeKey[] {
  const found = new Map<string, { spans: number; ofSpan: boolean }>();
  const add = (key: string, ofSpan: boolean) => {
    const known = found.get(key);
    if (known === undefined) found.set(key, { spans: 1, ofSpan });
    else {
      known.spans++;
      known.ofSpan ||= ofSpan;
    }
  };
  for (const span of details) {
    if (span === undefined) continue;
    for (const key of span.attributes.keys()) add(key, true);
    for (const key of span.resource.keys()) if (!span.attributes.has(key)) add(key, false);
  }
  return Array.from(found, ([key, { spans, ofSpan }]) => ({ key, spans, ofSpan }))
    .sort((a, b) => Number(b.ofSpan) - Number(a.ofSpan) || b.spans - a.spans || (a.key < b.key ? -1 : 1))
    .map(({ key, spans }) => ({ key, spans }));
}
