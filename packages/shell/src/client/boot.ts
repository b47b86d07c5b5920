// The first script: hands the boot data to Grafana's packages, which read it while they are being evaluated, then loads the rest. Tiny on purpose, so that
// it runs while the rest is still on its way.
import type { BootData } from '../bootData.ts';
import { initialTheme } from './theme/initialTheme.ts';

declare global {
  interface Window {
    grafanaBootData?: unknown;
    __grafana_public_path__?: string;
  }
}

const bootData = JSON.parse(document.getElementById('boot-data')?.textContent ?? '{}') as BootData;
const theme = initialTheme(window);
bootData.user['theme'] = theme;
bootData.user['lightTheme'] = theme === 'light';
document.documentElement.dataset['theme'] = theme;
window.grafanaBootData = bootData;
window.__grafana_public_path__ = '/public/';

import('./main.tsx')
  .then(({ start }) => start(bootData))
  .catch((error: unknown) => {
    console.error(error);
    const status = document.getElementById('boot-status');
    if (status)
      status.textContent = 'WatchingCat could not load. Reload the page; if that does not help, restart the server.';
  });
