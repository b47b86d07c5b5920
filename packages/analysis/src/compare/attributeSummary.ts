// Which attributes differ between two traces, over all calls that both have: a new version shows on every span of a service, a thread id
// on every span of everything. The first is told from the second by how often the same value became the same other value.
import { attributeText, type AttributeValue } from '@watchingcat/model';
import { attributeChanges } from './attributeChanges.ts';
import type { ComparedTrace } from './compareTraces.ts';
import { NO_ROW } from './matchChildren.ts';
import type { MergedTree } from './mergeTraces.ts';

export interface AttributeSummary {
  readonly key: string;
  /** Calls of both traces whose attribute differs. */
  readonly nodes: number;
  /** The change that is most frequent, of those with the same two values. `undefined` is absence. */
  readonly before: AttributeValue | undefined;
  readonly after: AttributeValue | undefined;
  /** How many of `nodes` have just this change. */
  readonly alike: number;
  /** Node of the tree where this change is first. */
  readonly firstNode: number;
}

/**
 * By `alike`, most first: what changed in the same way in many places comes before what is different everywhere. Empty when attributes of
 * either trace are not given. O(attributes of matched calls).
 */
export function attributeSummary(
  { size, rowA, rowB }: MergedTree,
  a: ComparedTrace,
  b: ComparedTrace,
): AttributeSummary[] {
  const byKey = new Map<string, Map<string, Counted>>();
  for (let node = 0; node < size; node++) {
    if (rowA[node] === NO_ROW || rowB[node] === NO_ROW) continue;
    const before = a.attributes?.(rowA[node]);
    const after = b.attributes?.(rowB[node]);
    if (before === undefined || after === undefined) continue;
    for (const change of attributeChanges(before, after)) {
      let changes = byKey.get(change.key);
      if (changes === undefined) byKey.set(change.key, (changes = new Map<string, Counted>()));
      const same = JSON.stringify([identity(change.before), identity(change.after)]);
      const known = changes.get(same);
      if (known === undefined) changes.set(same, { ...change, nodes: 0, alike: 1, firstNode: node });
      else known.alike++;
    }
  }
  return Array.from(byKey.values(), (changes): AttributeSummary => {
    let nodes = 0;
    let most: AttributeSummary | undefined;
    for (const change of changes.values()) {
      nodes += change.alike;
      if (most === undefined || change.alike > most.alike) most = change;
    }
    return { ...most!, nodes };
  }).sort((x, y) => y.alike - x.alike || x.nodes - y.nodes || (x.key < y.key ? -1 : 1));
}

/** `nodes` is known at the end. */
type Counted = Omit<AttributeSummary, 'alike'> & { alike: number };

/** Equal for equal values of the same type. */
const identity = (value: AttributeValue | undefined) =>
  value === undefined ? undefined : [typeof value, attributeText(value)];
