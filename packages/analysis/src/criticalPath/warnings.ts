// What a reader of a critical path should know before believing it, in words.
import { otherRoots } from './root.ts';
import { WAITING } from './waiting.ts';
import type { Waits } from './waits.ts';

export interface CriticalPathWarning {
  readonly code:
    'other_roots' | 'missing_parents' | 'outside_parent' | 'outlives_parent' | 'deferred' | 'truncated' | 'no_duration';
  /** How many spans it is about. */
  readonly spans: number;
  /** For people: what was found and what it means for the path. */
  readonly message: string;
}

/** In the order of their weight. Spans below one that nobody waits for are not counted again. O(n). */
export function pathWarnings(waits: Waits): CriticalPathWarning[] {
  const { trace, root, waiting } = waits;
  const counts = new Uint32Array(Object.keys(WAITING).length);
  for (let row = root; row < root + trace.subtreeSize[root]; row++) counts[waiting[row]]++;
  const others = otherRoots(trace, root);
  const warnings: CriticalPathWarning[] = [];
  const warn = (code: CriticalPathWarning['code'], spans: number, message: string) => {
    if (spans > 0) warnings.push({ code, spans, message });
  };
  warn(
    'no_duration',
    trace.durationsNs[root] > 0 ? 0 : 1,
    'The root has no duration (it may have been sent with its end before its start), so there is no path.',
  );
  warn(
    'missing_parents',
    others.missingParents,
    `${spansAre(others.missingParents)} below a parent that is not in the trace; what they held up is charged to others.`,
  );
  warn(
    'other_roots',
    others.roots,
    `The trace has ${others.roots + 1} spans without a parent. The path explains one of them; ${spansAre(others.spans)} below the others.`,
  );
  warn(
    'outside_parent',
    counts[WAITING.outside],
    `${spansAre(counts[WAITING.outside])} wholly before or after the parent, as where clocks differ, so nothing of them is on the path; a difference above 5 ms can be put right.`,
  );
  warn(
    'truncated',
    counts[WAITING.truncated],
    `${spansAre(counts[WAITING.truncated])} longer there than the parent that waited (clock skew, or it gave up); only the part inside counts.`,
  );
  warn(
    'outlives_parent',
    counts[WAITING.outlives],
    `${spansAre(counts[WAITING.outlives])} still running when the parent ended, so the parent did not wait.`,
  );
  warn(
    'deferred',
    counts[WAITING.deferred],
    `${spansAre(counts[WAITING.deferred])} handled from a queue, for which nobody waits.`,
  );
  return warnings;
}

const spansAre = (count: number) => (count === 1 ? '1 span is' : `${count} spans are`);
