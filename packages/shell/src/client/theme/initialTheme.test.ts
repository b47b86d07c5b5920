import { initialTheme } from './initialTheme.ts';

const page = ({ search = '', stored = null as string | null, light = false }) =>
  ({
    location: { search },
    localStorage: { getItem: () => stored },
    matchMedia: () => ({ matches: light }),
  }) as unknown as Parameters<typeof initialTheme>[0];

it('takes the address first, then the last choice, then the system', () => {
  expect(initialTheme(page({ search: '?theme=light', stored: 'dark' }))).toBe('light');
  expect(initialTheme(page({ stored: 'light' }))).toBe('light');
  expect(initialTheme(page({ light: true }))).toBe('light');
  expect(initialTheme(page({}))).toBe('dark');
});

it('ignores names that are no theme', () => {
  expect(initialTheme(page({ search: '?theme=pink', stored: 'blue' }))).toBe('dark');
});
