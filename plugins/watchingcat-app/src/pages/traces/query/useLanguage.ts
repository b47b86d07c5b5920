// The query language as a lazy chunk: a parser is larger than the page, and the list does not wait for it.
import { useAsync, type AsyncState } from '../../../state/useAsync';

export type Language = typeof import('./language');

const load = () => import('./language');

export function useLanguage(): AsyncState<Language> {
  return useAsync(load);
}
