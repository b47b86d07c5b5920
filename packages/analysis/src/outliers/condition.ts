// Which items a statement is about.
import { ABSENT, type AttributeColumn } from './attributeColumns.ts';
import type { Condition } from './keyFinding.ts';

/** Whether the condition holds for an item of the column. Of the wrong type (a threshold for text), it holds for none. */
export function conditionOf(column: AttributeColumn, condition: Condition): (item: number) => boolean {
  if (column.type === 'number') {
    const { numbers } = column;
    switch (condition.type) {
      case 'absent':
        return (item) => Number.isNaN(numbers[item]);
      case 'present':
        return (item) => !Number.isNaN(numbers[item]);
      case 'above':
        return (item) => numbers[item] > condition.threshold;
      case 'atMost':
        return (item) => numbers[item] <= condition.threshold;
      case 'is':
        return () => false;
    }
  }
  const { index, values } = column;
  switch (condition.type) {
    case 'absent':
      return (item) => index[item] === ABSENT;
    case 'present':
      return (item) => index[item] !== ABSENT;
    case 'is': {
      const value = values.indexOf(condition.value);
      return (item) => value !== -1 && index[item] === value;
    }
    case 'above':
    case 'atMost':
      return () => false;
  }
}
