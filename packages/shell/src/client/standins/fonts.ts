// Stands in for @grafana/ui's font faces, which name files that only Grafana's own server has: Inter from its npm package (OFL-1.1), one variable file for all
// weights. Monospaced text uses the system's font.
import { css } from '@emotion/react';
import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';

/** Font faces in the form that @grafana/ui's GlobalStyles expects. */
export function getFontStyles() {
  return css({
    '@font-face': {
      fontFamily: 'Inter',
      fontStyle: 'normal',
      fontWeight: '100 900',
      fontDisplay: 'swap',
      src: `url('${new URL(inter, import.meta.url).pathname}') format('woff2')`,
    },
  });
}
