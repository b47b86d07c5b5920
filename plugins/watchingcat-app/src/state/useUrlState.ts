// The query part of the address as state. What a person chose is pushed, so that Back undoes one step; what they are still typing
// replaces the entry.
import { useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';

/** `undefined`, the empty text and the empty list remove a parameter. */
type UrlChanges = Readonly<Record<string, string | readonly string[] | undefined>>;
export type ChangeUrl = (changes: UrlChanges, options?: { readonly replace?: boolean }) => void;

export function useUrlState(): [URLSearchParams, ChangeUrl] {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const params = useMemo(() => new URLSearchParams(search), [search]);
  // Two changes in one event must both arrive, so the second builds on what the first asked for, not on what was rendered.
  const wanted = useRef(search);
  useLayoutEffect(() => {
    wanted.current = search;
  }, [search]);
  const change = useCallback<ChangeUrl>(
    (changes, options) => {
      const next = changed(wanted.current, changes);
      if (next === new URLSearchParams(wanted.current).toString()) return;
      wanted.current = next;
      navigate({ pathname, search: next }, { replace: options?.replace ?? false });
    },
    [navigate, pathname],
  );
  return [params, change];
}

/** Writes the address of this page with changes, for links to another state of it. */
export function useUrlWith(): (changes: UrlChanges) => string {
  const { pathname, search } = useLocation();
  return useCallback((changes) => `${pathname}?${changed(search, changes)}`, [pathname, search]);
}

function changed(search: string, changes: UrlChanges): string {
  const params = new URLSearchParams(search);
  for (const [key, value] of Object.entries(changes)) {
    params.delete(key);
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) {
      if (one !== '') params.append(key, one);
    }
  }
  return params.toString();
}
