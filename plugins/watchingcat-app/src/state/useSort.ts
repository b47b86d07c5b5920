// The order of a table, in the URL as `sort=-errors`: a minus for descending, as in JSON:API (https://jsonapi.org/format/#fetching-sorting).
import { useCallback } from 'react';
import { useUrlState } from './useUrlState';

export interface Sort {
  readonly by: string;
  readonly isDescending: boolean;
}

/** @param keys columns that can be sorted by, each with the order in which it is first shown */
export function useSort(
  keys: Readonly<Record<string, 'ascending' | 'descending'>>,
  initial: Sort,
): [Sort, (by: string) => void] {
  const [params, changeUrl] = useUrlState();
  const sort = readSort(params.get('sort'), keys) ?? initial;
  const sortBy = useCallback(
    (by: string) => {
      const isDescending = sort.by === by ? !sort.isDescending : keys[by] === 'descending';
      const isInitial = by === initial.by && isDescending === initial.isDescending;
      changeUrl({ sort: isInitial ? undefined : (isDescending ? '-' : '') + by });
    },
    [sort.by, sort.isDescending, keys, initial.by, initial.isDescending, changeUrl],
  );
  return [sort, sortBy];
}

function readSort(text: string | null, keys: Readonly<Record<string, unknown>>): Sort | undefined {
  if (text === null) return undefined;
  const isDescending = text.startsWith('-');
  const by = isDescending ? text.slice(1) : text;
  return Object.hasOwn(keys, by) ? { by, isDescending } : undefined;
}

/** Sorted copy. Rows without a value come last in both orders; equal rows keep their order. */
export function sortRows<Row>(
  rows: readonly Row[],
  value: (row: Row) => number | string | bigint | undefined,
  isDescending: boolean,
): Row[] {
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const x = value(a);
    const y = value(b);
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    if (typeof x === 'string' && typeof y === 'string') return sign * x.localeCompare(y);
    return x < y ? -sign : x > y ? sign : 0;
  });
}
