// Gives @grafana/ui's icons their drawings before the first one is shown.
import { createElement } from 'react';
import icons from 'icon-bundle';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import InlineSvg, { cacheStore } from 'react-inlinesvg';

/** Address below which @grafana/ui looks for icons: `__grafana_public_path__` (boot.ts) and its own folder. */
const ICON_ROOT = '/public/build/img/icons/';

export function fillIconCache(): void {
  // The cache comes into being when the first icon renders, so one renders where nobody sees it.
  const root = createRoot(document.createElement('div'));
  flushSync(() => root.render(createElement(InlineSvg, { src: 'data:image/svg+xml,<svg/>' })));
  for (const [name, content] of Object.entries(icons))
    cacheStore.set(`${ICON_ROOT}${name}.svg`, { content, status: 'loaded' });
  root.unmount();
}
