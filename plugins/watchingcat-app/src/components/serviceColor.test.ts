import { colorManipulator, createTheme } from '@grafana/data';
import { serviceColor } from './serviceColor';

const NAMES = [
  'frontend',
  'catalog',
  'cart',
  'checkout',
  'loadgen',
  ...Array.from({ length: 500 }, (_, i) => `svc-${i}`),
];

describe.each(['dark', 'light'] as const)('serviceColor in the %s theme', (mode) => {
  const theme = createTheme({ colors: { mode } });

  it('stands out from page and panel by at least 3:1', () => {
    const { canvas, primary, secondary } = theme.colors.background;
    for (const name of NAMES) {
      for (const back of [canvas, primary, secondary]) {
        expect(colorManipulator.getContrastRatio(serviceColor(name, theme), back)).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('depends on the name alone', () => {
    const again = createTheme({ colors: { mode } });
    for (const name of NAMES) expect(serviceColor(name, again)).toBe(serviceColor(name, theme));
  });

  it('uses many colours, and differs between the services of the demo shop', () => {
    expect(new Set(NAMES.map((name) => serviceColor(name, theme))).size).toBeGreaterThanOrEqual(16);
    expect(new Set(NAMES.slice(0, 5).map((name) => serviceColor(name, theme))).size).toBe(5);
  });
});
