// Which theme the page opens with: the address (`?theme=light`) wins, then the person's last choice, then the system's preference, then dark.
export type ThemeName = 'dark' | 'light';

const STORAGE_KEY = 'watchingcat.theme';
const isThemeName = (value: unknown): value is ThemeName => value === 'dark' || value === 'light';

type ThemeWindow = Pick<Window, 'location' | 'localStorage' | 'matchMedia'>;

export function initialTheme({ location, localStorage, matchMedia }: ThemeWindow): ThemeName {
  const asked = new URLSearchParams(location.search).get('theme');
  if (isThemeName(asked)) return asked;
  const stored = localStorage.getItem(STORAGE_KEY);
  if (isThemeName(stored)) return stored;
  return matchMedia.call(globalThis, '(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

/** Keeps the choice for the next visit of this browser. */
export function rememberTheme(theme: ThemeName): void {
  window.localStorage.setItem(STORAGE_KEY, theme);
}
