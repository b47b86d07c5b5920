// The keys of a trace view, as a table from key to action. Listens before anybody else: the app and Grafana have keys of their own on
// the document, and within a trace `j` means the next span.
import { useEffect, useRef } from 'react';

export type TraceKeyActions = Readonly<Record<string, () => void>>;

/**
 * @param view keys count when the focus is in it; typing in its inputs is left alone
 * @param ownsPage keys also count when nothing in particular has the focus, only the page around the view
 */
export function useTraceKeys(view: HTMLElement | null, actions: TraceKeyActions, ownsPage: boolean): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    if (view === null) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
      const isHere = view.contains(event.target) || (ownsPage && event.target.contains(view));
      if (!isHere || isUsedByControl(event.target, event.key)) return;
      const action = Object.hasOwn(latest.current, event.key) ? latest.current[event.key] : undefined;
      if (action === undefined) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      action();
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [view, ownsPage]);
}

function isUsedByControl(target: HTMLElement, key: string): boolean {
  // A radio button takes arrows and space only; a person who has just clicked one may well go on with `/`.
  if (target.closest('input:not([type="radio"]), textarea, select, [contenteditable="true"]')) return true;
  if ((key === 'Enter' || key === ' ') && target.closest('button, a, summary, input')) return true;
  return key.startsWith('Arrow') && target.closest('[role="slider"], [role="separator"], pre, input') !== null;
}
