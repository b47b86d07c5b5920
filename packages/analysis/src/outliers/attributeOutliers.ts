// Which attributes set some items (slow points, failed spans, one search) apart from the rest, and by how much. For each key: is there
// more of a difference than chance makes (G-test, Fisher's exact test, Kolmogorov–Smirnov; Benjamini–Hochberg over all keys), and how large
// is it at least? Ranked by the latter, since with many items everything is significant. Keys that say the same are one group.
//
// It finds association and not cause. Items are taken as independent: spans of the same trace are not quite.
import { type AttributeColumn } from './attributeColumns.ts';
import { categories, cramersV } from './association.ts';
import { benjaminiHochberg } from './benjaminiHochberg.ts';
import { conditionOf } from './condition.ts';
import type { KeyFinding, Statement } from './keyFinding.ts';
import { numberFinding } from './numberFinding.ts';
import { textFinding } from './textFinding.ts';

/**
 * Share of what ranks that may be there by chance; where there is nothing to find, it is how often anything ranks at all. Strict, because
 * a person asks many times and believes what is shown; what really sets items apart has p-values many orders of magnitude below.
 */
export const FALSE_DISCOVERY_RATE = 0.002;
/** Keys that are shown; what is less clear than these is counted. */
export const MAX_OUTLIERS = 100;
/** Cramér's V from which two keys say the same. */
const ALIKE = 0.9;
/** Items of each set that are looked at to find keys that say the same. */
const MAX_COMPARED_ITEMS = 5_000;
const MAX_EXAMPLES = 5;

export interface OutlierInput {
  readonly columns: readonly AttributeColumn[];
  /** By item: 1 for the selection, 0 for the baseline. */
  readonly selected: Uint8Array;
}

export interface OutlierAnswer {
  readonly selectedItems: number;
  readonly baselineItems: number;
  /** Keys whose values are frequent enough to tell anything. */
  readonly keysTested: number;
  /** What sets the selection apart, the clearest first. Empty when nothing does, or when one of the sets is empty. */
  readonly groups: readonly OutlierGroup[];
  /** Keys that rank below `MAX_OUTLIERS`. */
  readonly outliersLeftOut: number;
}

/** Keys that say the same about the items. */
export interface OutlierGroup {
  /** The simplest of the clearest: few values, a short name. */
  readonly representative: Outlier;
  readonly alike: readonly Outlier[];
}

export interface Outlier {
  readonly key: string;
  /** Adjusted for the number of keys (Benjamini–Hochberg). */
  readonly adjustedP: number;
  readonly distinct: number;
  /** How the selection differs, the clearest first. Never empty. */
  readonly statements: readonly [Statement, ...Statement[]];
  /** Selected items for which the first statement holds; for what is rarer in the selection, baseline items. */
  readonly examples: readonly number[];
}

/**
 * O(items × keys), and a sort for each number.
 * @throws RangeError when a column has another number of items than `selected`
 */
export function attributeOutliers(
  { columns, selected }: OutlierInput,
  { falseDiscoveryRate = FALSE_DISCOVERY_RATE }: { readonly falseDiscoveryRate?: number } = {},
): OutlierAnswer {
  for (const column of columns) {
    const length = column.type === 'text' ? column.index.length : column.numbers.length;
    if (length !== selected.length) {
      throw new RangeError(
        `column ${column.key} has ${length} items, but there are ${selected.length}: give every column all items`,
      );
    }
  }
  const selectedItems = selected.reduce((sum, is) => sum + is, 0);
  const baselineItems = selected.length - selectedItems;
  if (selectedItems === 0 || baselineItems === 0) {
    return { selectedItems, baselineItems, keysTested: 0, groups: [], outliersLeftOut: 0 };
  }
  const found = columns.flatMap((column) => {
    const finding =
      column.type === 'text'
        ? textFinding(column, selected, selectedItems, falseDiscoveryRate)
        : numberFinding(column, selected, selectedItems, falseDiscoveryRate);
    return finding === undefined ? [] : [{ column, finding }];
  });
  const adjusted = benjaminiHochberg(found.map(({ finding }) => finding.p));
  const ranked: Ranked[] = [];
  found.forEach(({ column, finding }, at) => {
    const [first, ...more] = finding.statements;
    if (adjusted[at] > falseDiscoveryRate || first === undefined) return;
    ranked.push({ column, finding, first, more, adjustedP: adjusted[at] });
  });
  ranked.sort((a, b) => b.first.leastDifference - a.first.leastDifference || a.finding.p - b.finding.p);
  const shown = ranked.slice(0, MAX_OUTLIERS);
  return {
    selectedItems,
    baselineItems,
    keysTested: found.length,
    groups: group(shown, selected),
    outliersLeftOut: ranked.length - shown.length,
  };
}

interface Ranked {
  readonly column: AttributeColumn;
  readonly finding: KeyFinding;
  readonly first: Statement;
  readonly more: readonly Statement[];
  readonly adjustedP: number;
}

/** Each key joins the clearest group whose first key says the same. */
function group(ranked: readonly Ranked[], selected: Uint8Array): OutlierGroup[] {
  const items = comparedItems(selected);
  const groups: { readonly leader: Int32Array; readonly members: Ranked[] }[] = [];
  for (const one of ranked) {
    const own = categories(one.column, one.first.condition, items);
    const alike = groups.find(({ leader }) => cramersV(leader, own) >= ALIKE);
    if (alike === undefined) groups.push({ leader: own, members: [one] });
    else alike.members.push(one);
  }
  return groups.map(({ members }) => {
    const representative = simplest(members);
    const outlier = ({ column, finding, first, more, adjustedP }: Ranked): Outlier => ({
      key: column.key,
      adjustedP,
      distinct: finding.distinct,
      statements: [first, ...more],
      examples: examplesOf(column, first, selected),
    });
    return {
      representative: outlier(representative),
      alike: members.filter((member) => member !== representative).map(outlier),
    };
  });
}

/** Among those that are about as clear as the clearest. */
function simplest(members: readonly Ranked[]): Ranked {
  const enough = 0.95 * members[0].first.leastDifference;
  return members
    .filter(({ first }) => first.leastDifference >= enough)
    .reduce((best, one) => {
      const values = one.finding.distinct - best.finding.distinct;
      return values < 0 || (values === 0 && one.column.key.length < best.column.key.length) ? one : best;
    });
}

/** Evenly over the items of each set. */
function comparedItems(selected: Uint8Array): Uint32Array {
  const sets: [number[], number[]] = [[], []];
  selected.forEach((is, item) => sets[is].push(item));
  const some = sets.flatMap((items) => {
    const step = Math.max(1, items.length / MAX_COMPARED_ITEMS);
    return Array.from({ length: Math.floor(items.length / step) }, (_, i) => items[Math.floor(i * step)]);
  });
  return Uint32Array.from(some);
}

function examplesOf(column: AttributeColumn, { condition, difference }: Statement, selected: Uint8Array): number[] {
  const set = difference > 0 ? 1 : 0;
  const holds = conditionOf(column, condition);
  const examples: number[] = [];
  for (let item = 0; item < selected.length && examples.length < MAX_EXAMPLES; item++) {
    if (selected[item] === set && holds(item)) examples.push(item);
  }
  return examples;
}
