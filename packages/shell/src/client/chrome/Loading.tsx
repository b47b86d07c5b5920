// The loading state of a whole page: the cat, small and once. Shown after a moment only, so that fast pages do not flicker.
import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { Logo } from './Logo.tsx';

export function Loading({ text = 'Loading…' }: { text?: string }) {
  const className = useStyles2(getStyles);
  return (
    <div className={className} role="status">
      <Logo size={32} />
      {text}
    </div>
  );
}

const appear = keyframes({ from: { opacity: 0 }, to: { opacity: 1 } });

const getStyles = (theme: GrafanaTheme2) =>
  css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: theme.spacing(1),
    flex: 1,
    minHeight: 200,
    color: theme.colors.text.secondary,
    animation: `${appear} 100ms 300ms both`,
  });
