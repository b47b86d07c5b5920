// What one key says about the selection: the p-value of "it has nothing to do with being selected", and statements of how the selection
// differs. Whether the p-value is small enough among those of all keys is decided in attributeOutliers.ts.
import type { Counts, ProportionTest } from './contingency.ts';
import { leastDifference } from './proportions.ts';
import { twoSidedZ } from './specialFunctions.ts';

/** What is true of more items in one set than in the other. `above` and `atMost` are for numbers. */
export type Condition =
  | { readonly type: 'is'; readonly value: string }
  | { readonly type: 'absent' }
  | { readonly type: 'present' }
  | { readonly type: 'above'; readonly threshold: number }
  | { readonly type: 'atMost'; readonly threshold: number };

export interface Statement {
  readonly condition: Condition;
  /** Shares of all items of the set, 0 to 1, for which the condition holds. */
  readonly selectedShare: number;
  readonly baselineShare: number;
  /** `selectedShare - baselineShare`: the effect. Below 0 for what is rarer in the selection. */
  readonly difference: number;
  /** The difference is at least this far from 0, at 95 % confidence over all statements that the key could have made. */
  readonly leastDifference: number;
  /** Of this statement; times the number of statements that the key could have made. */
  readonly p: number;
  readonly test: ProportionTest | 'kolmogorov-smirnov';
}

export interface KeyFinding {
  /** Of the whole key: the choice among several statements is paid for. */
  readonly p: number;
  /** Different values, absence included when there is any. */
  readonly distinct: number;
  /** The clearest first, at most `MAX_STATEMENTS`; only those whose `leastDifference` is above 0. */
  readonly statements: readonly Statement[];
}

const MAX_STATEMENTS = 5;

const CONFIDENCE_ERROR = 0.05;

/** The quantile for 95 % confidence in all of a number of statements at once (Bonferroni). */
export const confidenceZ = (statements: number) => twoSidedZ(CONFIDENCE_ERROR / statements);

export function statement(
  condition: Condition,
  counts: Counts,
  { z, p, test }: { readonly z: number } & Pick<Statement, 'p' | 'test'>,
): Statement {
  const selectedShare = counts.selected / counts.selectedTotal;
  const baselineShare = counts.baseline / counts.baselineTotal;
  const difference = selectedShare - baselineShare;
  return { condition, selectedShare, baselineShare, difference, leastDifference: leastDifference(counts, z), p, test };
}

/** Of two statements that are equally clear, what is more frequent in the selection is said rather than what is rarer. */
export function clearest(statements: readonly Statement[], most = MAX_STATEMENTS): Statement[] {
  return statements
    .filter((one) => one.leastDifference > 0)
    .sort((a, b) => clearness(b) - clearness(a) || Math.sign(b.difference) - Math.sign(a.difference))
    .slice(0, most);
}

/** What a value and its absence say differs by rounding alone. */
const clearness = ({ leastDifference: least }: Statement) => Math.round(least * 1e9);
