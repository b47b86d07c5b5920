// A list of which only the beginning is rendered until a person wants more.
import { useState } from 'react';

/** @param list another list begins at its beginning again */
export function useShowMore<T>(list: readonly T[], step: number) {
  const [asked, setAsked] = useState({ list, count: step });
  const count = asked.list === list ? asked.count : step;
  return {
    shown: list.slice(0, count),
    hidden: Math.max(0, list.length - count),
    showMore: () => setAsked({ list, count: count + 10 * step }),
  };
}
