// react-router v6 over the history of @grafana/runtime's locationService (history v4), so that a plugin's router, `locationService` and scenes move together.
import { useEffect, useLayoutEffect, useState, type ReactNode } from 'react';
import { locationService, LocationServiceProvider } from '@grafana/runtime';
import { Router, type Location, type NavigationType, type Navigator } from 'react-router';

/** History v4 as far as it is used here; its own types are not installed. */
interface History extends Navigator {
  readonly location: Location;
  readonly action: NavigationType;
  /** Returns how to stop. */
  listen(listener: (location: Location, action: NavigationType) => void): () => void;
}

export function ShellRouter({ children }: { children: ReactNode }) {
  const history = locationService.getHistory() as unknown as History;
  const [state, setState] = useState({ location: history.location, action: history.action });
  useLayoutEffect(() => history.listen((location, action) => setState({ location, action })), [history]);
  useEffect(() => followLinks(), []);
  return (
    <LocationServiceProvider service={locationService}>
      <Router navigator={history} location={state.location} navigationType={state.action}>
        {children}
      </Router>
    </LocationServiceProvider>
  );
}

/** Paths that are not pages of this document. */
const NOT_PAGES = /^\/(api|public|avatar)\//;

/** Plain links to pages of this document change the page without a reload, as in Grafana. Returns how to stop. */
function followLinks(): () => void {
  const onClick = (event: MouseEvent) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link?.href || (link.target !== '' && link.target !== '_self') || link.hasAttribute('download')) return;
    const url = new URL(link.href, document.baseURI);
    if (url.origin !== window.location.origin || NOT_PAGES.test(url.pathname)) return;
    event.preventDefault();
    if (url.hash !== '' && url.pathname === window.location.pathname && url.search === window.location.search) return;
    locationService.push(url.pathname + url.search + url.hash);
  };
  document.addEventListener('click', onClick);
  return () => document.removeEventListener('click', onClick);
}
