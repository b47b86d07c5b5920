// Holds the current theme for React and tells Grafana's packages (config, app events) when a person switches it.
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { createTheme, ThemeContext } from '@grafana/data';
import { config, getAppEvents, ThemeChangedEvent } from '@grafana/runtime';
import { GlobalStyles } from '@grafana/ui';
import { rememberTheme } from './initialTheme.ts';

const SwitchTheme = createContext<() => void>(() => undefined);

/** Toggles between dark and light. */
export const useSwitchTheme = () => useContext(SwitchTheme);

export function ThemeProvider({ children }: { children: ReactNode }) {
  const [theme, setTheme] = useState(config.theme2);
  const switchTheme = useCallback(() => {
    const name = theme.isDark ? 'light' : 'dark';
    const next = createTheme({ colors: { mode: name } });
    config.theme2 = next;
    config.theme = next.v1;
    config.bootData.user.lightTheme = next.isLight;
    document.documentElement.dataset['theme'] = name;
    rememberTheme(name);
    getAppEvents().publish(new ThemeChangedEvent(next));
    setTheme(next);
  }, [theme]);
  return useMemo(
    () => (
      <SwitchTheme.Provider value={switchTheme}>
        <ThemeContext.Provider value={theme}>
          <GlobalStyles />
          {children}
        </ThemeContext.Provider>
      </SwitchTheme.Provider>
    ),
    [children, switchTheme, theme],
  );
}
