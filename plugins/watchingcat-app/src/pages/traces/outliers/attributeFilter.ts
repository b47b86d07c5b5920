// A finding as a filter of the search, where a filter can say it.
import type { Condition } from '@watchingcat/analysis';
import { searchedText } from '../../../components/trace/links';

/** `key=value` of a span or its resource; `undefined` for what is no attribute, or has no single value. */
export function attributeFilter(key: string, condition: Condition): string | undefined {
  if (condition.type !== 'is') return undefined;
  const attribute = / › (?:span|resource)\.(.+)$/s.exec(key)?.[1];
  return attribute === undefined ? undefined : `${attribute}=${searchedText(condition.value, true)}`;
}
