// One answer made of several: how much of the truth it holds is what the weakest part holds, and every reason is kept.
import { COMPLETE } from '@watchingcat/model';
import type { Coverage } from '@watchingcat/model';

/** The weakest first: a missing back-end outweighs a sample, a sample a cut list. */
const WEAKEST_FIRST: readonly Coverage['kind'][] = ['partial', 'sampled', 'capped', 'complete'];

export function combined(coverages: readonly Coverage[]): Coverage {
  const incomplete = coverages.filter(({ kind }) => kind !== 'complete');
  if (incomplete.length === 0) return COMPLETE;
  const reasons = [
    ...new Set(incomplete.flatMap((one) => ('reason' in one && one.reason !== undefined ? one.reason : []))),
  ];
  const kind = WEAKEST_FIRST.find((weak) => incomplete.some((one) => one.kind === weak));
  const weakest = incomplete.find((one) => one.kind === kind)!;
  if (weakest.kind === 'partial') return { kind: 'partial', reason: reasons.join(' ') };
  if (weakest.kind === 'sampled' && reasons.length > 0) return { ...weakest, reason: reasons.join(' ') };
  return weakest;
}
