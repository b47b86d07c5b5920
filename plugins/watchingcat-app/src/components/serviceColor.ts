// One colour per service, the same on every page and in both themes' hue: a stable hash of the name into Grafana's categorical
// palette, moved away from the background until it can be seen. Two services may share a colour; their names stand beside it.
import { colorManipulator, type GrafanaTheme2 } from '@grafana/data';

/** WCAG 2.1 asks 3:1 of graphical objects (https://www.w3.org/TR/WCAG21/#non-text-contrast). */
const MIN_CONTRAST = 3;

/** Grafana's classic palette without reds (red means "wrong"), and without shades too pale or dark to keep their hue. */
const PALETTE = [
  'green',
  'semi-dark-yellow',
  'blue',
  'orange',
  'purple',
  '#70DBED',
  '#D683CE',
  '#629E51',
  '#E5AC0E',
  '#447EBC',
  '#C15C17',
  '#806EB7',
  '#64B0C8',
  '#962D82',
  '#9AC48A',
  '#F2C96D',
  '#5195CE',
  '#F9934E',
  '#AEA2E0',
  '#E5A8E2',
];

const cache = new WeakMap<GrafanaTheme2, Map<string, string>>();

/** A CSS colour for a service, at least 3:1 against the theme's page and panel backgrounds. */
export function serviceColor(name: string, theme: GrafanaTheme2): string {
  let colors = cache.get(theme);
  if (colors === undefined) {
    colors = new Map();
    cache.set(theme, colors);
  }
  let color = colors.get(name);
  if (color === undefined) {
    color = readable(theme.visualization.getColorByName(PALETTE[hash(name) % PALETTE.length]), theme);
    colors.set(name, color);
  }
  return color;
}

function readable(color: string, theme: GrafanaTheme2): string {
  const { canvas, primary, secondary } = theme.colors.background;
  const move = theme.isDark ? colorManipulator.lighten : colorManipulator.darken;
  let result = color;
  for (let step = 0; step < 20; step++) {
    if ([canvas, primary, secondary].every((back) => colorManipulator.getContrastRatio(result, back) >= MIN_CONTRAST)) {
      break;
    }
    result = move(result, 0.08);
  }
  return colorManipulator.asHexString(result);
}

/**
 * FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) with a final mix, so that names that differ in their last letter spread, and
 * a basis under which the services of the demo shop get colours that are told apart at a glance.
 */
function hash(text: string): number {
  let h = 0x811c9dc3;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}
