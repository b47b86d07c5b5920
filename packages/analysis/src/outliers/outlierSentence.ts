// What sets a selection apart, in a sentence that needs no statistics to be read.
import type { Condition, Statement } from './keyFinding.ts';

/** For example "service.version is 1.4.2 in 90 % of the selection and 10 % of the rest: at least 77 points apart". Values stand as sent. */
export function outlierSentence(
  key: string,
  { condition, selectedShare, baselineShare, leastDifference }: Statement,
): string {
  const shares = `in ${percent(selectedShare)} of the selection and ${percent(baselineShare)} of the rest`;
  return `${key} ${words(condition)} ${shares}: at least ${(100 * leastDifference).toPrecision(2)} points apart`;
}

function words(condition: Condition): string {
  switch (condition.type) {
    case 'is':
      return `is ${condition.value}`;
    case 'absent':
    case 'present':
      return `is ${condition.type}`;
    case 'above':
      return `is above ${condition.threshold}`;
    case 'atMost':
      return `is at most ${condition.threshold}`;
  }
}

/** Never rounds what is not all to 100 %, nor what is not nothing to 0 %. */
function percent(share: number): string {
  if (share > 0 && share < 0.01) return 'less than 1 %';
  if (share < 1 && share > 0.99) return 'more than 99 %';
  return `${Math.round(100 * share)} %`;
}
