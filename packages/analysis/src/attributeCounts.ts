// Which attributes spans have and how many of them have each value, counted over spans that are at hand.
import {
  attributeText,
  attributeTypeOf,
  holdsText,
  type AttributeName,
  type AttributeNamesQuery,
  type AttributeOwner,
  type AttributeType,
  type AttributeValue,
  type AttributeValueCount,
  type AttributeValuesQuery,
  type SpanDetails,
} from '@watchingcat/model';

/** Every name of these spans that the query asks for; its range and limit are not looked at. The most frequent first. */
export function attributeNamesOf(
  spans: Iterable<SpanDetails>,
  query: Pick<AttributeNamesQuery, 'service' | 'owner' | 'contains'>,
): AttributeName[] {
  const counts = new AttributeNameCounts();
  for (const { owner, attributes } of owned(spans, query)) {
    for (const name of attributes.keys()) if (holdsText(name, query.contains)) counts.add(owner, name, 1);
  }
  return counts.list();
}

/** Every value that the query asks for, alike. */
export function attributeValuesOf(
  spans: Iterable<SpanDetails>,
  query: Pick<AttributeValuesQuery, 'name' | 'service' | 'owner' | 'contains'>,
): AttributeValueCount[] {
  const counts = new AttributeValueCounts(query.contains);
  for (const { attributes } of owned(spans, query)) {
    const value = attributes.get(query.name);
    if (value !== undefined) counts.add(value, 1);
  }
  return counts.list();
}

function* owned(spans: Iterable<SpanDetails>, { service, owner }: Pick<AttributeNamesQuery, 'service' | 'owner'>) {
  for (const span of spans) {
    if (service !== undefined && span.service !== service) continue;
    if (owner !== 'resource') yield { owner: 'span' as const, attributes: span.attributes };
    if (owner !== 'span') yield { owner: 'resource' as const, attributes: span.resource };
  }
}

/** For who has counts already. */
export class AttributeNameCounts {
  private readonly counts = new Map<string, Mutable<AttributeName>>();

  add(owner: AttributeOwner, name: string, spans: number): void {
    const key = `${owner} ${name}`;
    const known = this.counts.get(key);
    if (known === undefined) this.counts.set(key, { owner, name, spans });
    else known.spans += spans;
  }

  list(): AttributeName[] {
    return mostFirst([...this.counts.values()], ({ name }) => name);
  }
}

/** Values that read the same and differ in type are two. */
export class AttributeValueCounts {
  private readonly counts = new Map<string, Mutable<AttributeValueCount>>();
  private readonly contains: string | undefined;

  /** @param contains only values whose text holds it are counted */
  constructor(contains?: string) {
    this.contains = contains;
  }

  /** Values that no list shows (`attributeTypeOf`) are left out. */
  add(value: AttributeValue, spans: number): void {
    const type = attributeTypeOf(value);
    if (type !== undefined) this.addText(attributeText(value), type, spans);
  }

  addText(text: string, type: AttributeType, spans: number): void {
    if (!holdsText(text, this.contains)) return;
    const key = `${type} ${text}`;
    const known = this.counts.get(key);
    if (known === undefined) this.counts.set(key, { text, type, spans });
    else known.spans += spans;
  }

  list(): AttributeValueCount[] {
    return mostFirst([...this.counts.values()], ({ text }) => text);
  }
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

function mostFirst<Counted extends { readonly spans: number }>(
  list: Counted[],
  textOf: (one: Counted) => string,
): Counted[] {
  return list.sort((a, b) => b.spans - a.spans || (textOf(a) < textOf(b) ? -1 : 1));
}
