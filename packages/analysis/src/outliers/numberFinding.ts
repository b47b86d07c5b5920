// Whether a number attribute is larger or smaller in the selection, and whether it is there at all.
import type { NumberColumn } from './attributeColumns.ts';
import { leastAttainableP, proportionTest, type Counts } from './contingency.ts';
import { clearest, confidenceZ, statement, type KeyFinding, type Statement } from './keyFinding.ts';
import { kolmogorovSmirnov } from './kolmogorovSmirnov.ts';

/**
 * The split of a Kolmogorov–Smirnov test is the best of all possible ones, and its bound has to pay for that: with this z, twice the 5 %
 * point of Kolmogorov's distribution, the bound is as far off at a share of one half as the band that holds at all splits at once.
 */
const SPLIT_Z = 2 * 1.3581;

/** Two questions where the attribute is absent from some items: is it there as often, and are the numbers alike where it is? `undefined` when neither can be tested. */
export function numberFinding(
  { numbers }: NumberColumn,
  selected: Uint8Array,
  selectedTotal: number,
  level: number,
): KeyFinding | undefined {
  const [x, y] = sortedSets(numbers, selected);
  const given = x.length + y.length;
  const totals = { selectedTotal, baselineTotal: selected.length - selectedTotal };
  const asksPresence =
    given > 0 && given < numbers.length && leastAttainableP(given, selectedTotal, totals.baselineTotal) <= level;
  const asksSize = x.length > 0 && y.length > 0;
  const asked = (asksPresence ? 1 : 0) + (asksSize ? 1 : 0);
  if (asked === 0) return undefined;
  const statements: Statement[] = [];
  let leastP = 1;
  if (asksPresence) {
    const present = { ...totals, selected: x.length, baseline: y.length };
    const { p, test } = proportionTest(present);
    leastP = Math.min(leastP, p);
    statements.push(presence(present, { p: Math.min(1, p * asked), test, z: confidenceZ(asked) }));
  }
  if (asksSize) {
    const { split, upToSplit, p } = kolmogorovSmirnov(x, y);
    leastP = Math.min(leastP, p);
    const facts = { p: Math.min(1, p * asked), test: 'kolmogorov-smirnov', z: SPLIT_Z } as const;
    const [lowX, lowY] = upToSplit;
    const atMost = { ...totals, selected: lowX, baseline: lowY };
    const above = { ...totals, selected: x.length - lowX, baseline: y.length - lowY };
    statements.push(
      statement({ type: 'above', threshold: split }, above, facts),
      statement({ type: 'atMost', threshold: split }, atMost, facts),
    );
  }
  const distinct = distinctNumbers(x, y) + (given < numbers.length ? 1 : 0);
  const [best] = clearest(statements.filter(({ difference }) => difference > 0));
  return { p: Math.min(1, leastP * asked), distinct, statements: best === undefined ? [] : [best] };
}

/** The numbers of the selection and of the baseline, sorted; absent ones left out. */
function sortedSets(numbers: Float64Array, selected: Uint8Array): [Float64Array, Float64Array] {
  const x = new Float64Array(numbers.length);
  const y = new Float64Array(numbers.length);
  let inX = 0;
  let inY = 0;
  for (let item = 0; item < numbers.length; item++) {
    if (Number.isNaN(numbers[item])) continue;
    if (selected[item]) x[inX++] = numbers[item];
    else y[inY++] = numbers[item];
  }
  return [x.subarray(0, inX).sort(), y.subarray(0, inY).sort()];
}

function distinctNumbers(x: Float64Array, y: Float64Array): number {
  let distinct = 0;
  for (let i = 0, j = 0; i < x.length || j < y.length; distinct++) {
    const value = Math.min(x[i] ?? Infinity, y[j] ?? Infinity);
    while (i < x.length && x[i] <= value) i++;
    while (j < y.length && y[j] <= value) j++;
  }
  return distinct;
}

function presence(present: Counts, facts: Parameters<typeof statement>[2]): Statement {
  const { selected, baseline, selectedTotal, baselineTotal } = present;
  if (selected * baselineTotal >= baseline * selectedTotal) return statement({ type: 'present' }, present, facts);
  const absent = { ...present, selected: selectedTotal - selected, baseline: baselineTotal - baseline };
  return statement({ type: 'absent' }, absent, facts);
}
