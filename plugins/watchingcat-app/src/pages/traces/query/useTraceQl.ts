// The query of the page, which stands in the address as `q`. Filters as links and charts write them there (`service=…`) become part of it
// once, so that there is one query and one place to change it.
import { useEffect, useMemo } from 'react';
import type { ChangeUrl } from '../../../state/useUrlState';
import { hasFilters, NO_FILTERS, readFilters } from '../filters';
import type { PanelConditions } from './conditions';
import { useLanguage, type Language } from './useLanguage';

export interface TraceQlState {
  /** Undefined until it is known: filters of the address wait for the language. */
  readonly text: string | undefined;
  readonly language: Language | undefined;
  /** Why the language could not be loaded. */
  readonly error: unknown;
  /** The query as filters; undefined while that is not known, and when it is more than filters. */
  readonly panel: PanelConditions | undefined;
  readonly setText: (text: string) => void;
  readonly changePanel: (changes: Partial<PanelConditions>) => void;
}

export function useTraceQl(params: URLSearchParams, changeUrl: ChangeUrl): TraceQlState {
  const loaded = useLanguage();
  const language = loaded.value;
  const written = params.get('q') ?? '';
  const filters = readFilters(params);
  const hasOwn = hasFilters(filters);
  const key = JSON.stringify(filters);
  const text = useMemo(() => {
    if (!hasOwn) return written;
    return language?.narrowed(written, JSON.parse(key) as typeof filters);
  }, [hasOwn, written, language, key]);
  useEffect(() => {
    if (hasOwn && text !== undefined) changeUrl({ ...NO_FILTERS, q: text }, { replace: true });
  }, [hasOwn, text, changeUrl]);
  const panel = useMemo(
    () => (text === '' ? NO_CONDITIONS : text === undefined ? undefined : language?.panelOf(text)),
    [text, language],
  );
  return {
    text,
    language,
    error: loaded.status === 'failed' ? loaded.error : undefined,
    panel,
    setText: (next) => changeUrl({ ...NO_FILTERS, q: next.trim() }),
    changePanel: (changes) => {
      const { others: _, ...own } = changes;
      // Until the language is there, a filter waits in the address as one from a link does.
      if (language === undefined) changeUrl(own);
      else if (panel !== undefined) changeUrl({ ...NO_FILTERS, q: language.queryOfPanel({ ...panel, ...changes }) });
    },
  };
}

const NO_CONDITIONS: PanelConditions = { others: [] };
