// A callback that stays the same object while what it does follows the latest rendering, so that parts of a view which only call it need
// not be rendered again. Only for events: not to be called while rendering.
import { useCallback, useLayoutEffect, useRef } from 'react';

export function useEvent<A extends readonly unknown[], R>(handler: (...args: A) => R): (...args: A) => R {
  const latest = useRef(handler);
  useLayoutEffect(() => {
    latest.current = handler;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
