// Which values of a text attribute (absence is one of them) are more or less frequent in the selection.
import { ABSENT, type TextColumn } from './attributeColumns.ts';
import { gTest, leastAttainableP, LEAST_EXPECTED, proportionTest, type Counts } from './contingency.ts';
import { clearest, confidenceZ, statement, type KeyFinding, type Statement } from './keyFinding.ts';

/**
 * Asks two questions about the key, at the price of two tests: do its values as a whole differ (G-test, rare values pooled), and does any
 * one value (the least of the values' p-values, times their number)?
 *
 * A value that could not reach `level` even if all its items were selected is not tested and not counted (Tarone, Biometrics 46, 1990,
 * p. 515): that depends on how frequent the value is, and not on what was selected. So ids, each on one item, neither rank nor cost.
 * @returns `undefined` when no value can be tested
 */
export function textFinding(
  column: TextColumn,
  selected: Uint8Array,
  selectedTotal: number,
  level: number,
): KeyFinding | undefined {
  const values = countValues(column, selected, selectedTotal);
  const distinct = values.length;
  const isTestable = testable(selectedTotal, selected.length - selectedTotal, level);
  const candidates = values.filter(isTestable);
  if (candidates.length === 0) return undefined;
  if (distinct === 2) {
    // The two say the same with opposite signs: one test, one statement.
    const { p, test } = proportionTest(values[0]);
    const z = confidenceZ(1);
    return {
      p,
      distinct,
      statements: clearest(
        values.map((value) => state(column, value, { p, test, z })),
        1,
      ),
    };
  }
  const z = confidenceZ(candidates.length);
  const proportions = rememberedTest();
  const statements = candidates.map((value) => {
    const { p, test } = proportions(value);
    return state(column, value, { p: Math.min(1, p * candidates.length), test, z });
  });
  const leastP = statements.reduce((least, { p }) => Math.min(least, p), 1);
  const pooledP = pooledTest(values);
  const p = pooledP === undefined ? leastP : Math.min(1, 2 * Math.min(leastP, pooledP));
  return { p, distinct, statements: clearest(statements) };
}

interface ValueCounts extends Counts {
  /** Index into the column's values, or `ABSENT`. */
  readonly value: number;
}

/** The values that occur, absence last. */
function countValues(column: TextColumn, selected: Uint8Array, selectedTotal: number): ValueCounts[] {
  const size = column.values.length;
  const inSelection = new Uint32Array(size + 1);
  const inBaseline = new Uint32Array(size + 1);
  for (let item = 0; item < selected.length; item++) {
    const at = column.index[item] === ABSENT ? size : column.index[item];
    if (selected[item]) inSelection[at]++;
    else inBaseline[at]++;
  }
  const baselineTotal = selected.length - selectedTotal;
  const counts: ValueCounts[] = [];
  for (let at = 0; at <= size; at++) {
    if (inSelection[at] + inBaseline[at] === 0) continue;
    const value = at === size ? ABSENT : at;
    counts.push({ value, selected: inSelection[at], baseline: inBaseline[at], selectedTotal, baselineTotal });
  }
  return counts;
}

function testable(selectedTotal: number, baselineTotal: number, level: number): (counts: Counts) => boolean {
  const known = new Map<number, boolean>();
  return ({ selected, baseline }) => {
    const having = selected + baseline;
    let is = known.get(having);
    if (is === undefined) {
      is = having < selectedTotal + baselineTotal && leastAttainableP(having, selectedTotal, baselineTotal) <= level;
      known.set(having, is);
    }
    return is;
  };
}

/** `proportionTest` for values of one column: of thousands of rare values, most have the same few counts. */
function rememberedTest(): typeof proportionTest {
  const known = new Map<number, ReturnType<typeof proportionTest>>();
  return (counts) => {
    const key = counts.selected * (counts.selectedTotal + counts.baselineTotal + 1) + counts.baseline;
    let answer = known.get(key);
    if (answer === undefined) {
      answer = proportionTest(counts);
      known.set(key, answer);
    }
    return answer;
  };
}

/** G-test with all values pooled whose expected counts are too small; `undefined` when too little is left to compare. */
function pooledTest(values: readonly ValueCounts[]): number | undefined {
  const selected: number[] = [];
  const baseline: number[] = [];
  let restSelected = 0;
  let restBaseline = 0;
  const isLarge = (having: number, { selectedTotal, baselineTotal }: Counts) =>
    (having * Math.min(selectedTotal, baselineTotal)) / (selectedTotal + baselineTotal) >= LEAST_EXPECTED;
  for (const value of values) {
    if (isLarge(value.selected + value.baseline, value)) {
      selected.push(value.selected);
      baseline.push(value.baseline);
    } else {
      restSelected += value.selected;
      restBaseline += value.baseline;
    }
  }
  if (values.length > 0 && isLarge(restSelected + restBaseline, values[0])) {
    selected.push(restSelected);
    baseline.push(restBaseline);
  }
  return selected.length < 2 ? undefined : gTest(selected, baseline);
}

function state(column: TextColumn, value: ValueCounts, facts: Parameters<typeof statement>[2]): Statement {
  if (value.value !== ABSENT) return statement({ type: 'is', value: column.values[value.value] }, value, facts);
  const { selected, baseline, selectedTotal, baselineTotal } = value;
  if (selected * baselineTotal >= baseline * selectedTotal) return statement({ type: 'absent' }, value, facts);
  const present = { ...value, selected: selectedTotal - selected, baseline: baselineTotal - baseline };
  return statement({ type: 'present' }, present, facts);
}
