// What differs between the attributes of two spans that are the same call.
import { attributeText, type AttributeValue, type Attributes } from '@watchingcat/model';

export interface AttributeChange {
  readonly key: string;
  /** `undefined` when the attribute is absent, which `null` (sent, but empty) is not. */
  readonly before: AttributeValue | undefined;
  readonly after: AttributeValue | undefined;
}

/** Sorted by key. Values of different types differ even when they read the same: 1 and "1". */
export function attributeChanges(before: Attributes, after: Attributes): AttributeChange[] {
  const changes: AttributeChange[] = [];
  for (const [key, value] of before) {
    const now = after.get(key);
    if (now === undefined || !isSame(value, now)) changes.push({ key, before: value, after: now });
  }
  for (const [key, value] of after) if (!before.has(key)) changes.push({ key, before: undefined, after: value });
  return changes.sort((a, b) => (a.key < b.key ? -1 : 1));
}

function isSame(a: AttributeValue, b: AttributeValue): boolean {
  if (Object.is(a, b)) return true;
  return typeof a === typeof b && attributeText(a) === attributeText(b);
}
