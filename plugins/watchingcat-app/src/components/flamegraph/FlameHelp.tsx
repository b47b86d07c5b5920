// What one is looking at, in a sentence; and what the colours of a comparison mean.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';
import type { SideWords } from './flameGraphData';
import { differenceColors } from './useFlamePaint';

export type FlameKind = 'merged' | 'time' | 'profile' | 'comparison' | 'sandwich';

const TEXTS: Readonly<Record<FlameKind, string>> = {
  merged:
    'A frame is all spans with the same path; its width is their own time and that of all they call, added up, so calls that run at the same time count each.',
  time: 'A frame is a span at its time; what it calls is on the next rows, and spans of one level that run at the same time have a row each.',
  profile: 'A frame is a function on one call path; its width is what it and all that it calls used.',
  sandwich:
    'All frames of one name are one. Above it is who calls it, as wide as the calls that came from there; below it is what it calls. Where it calls itself, that counts once.',
  comparison: 'A frame is a call path.',
};

interface FlameHelpProps {
  readonly kind: FlameKind;
  /** Colours say how a frame changed; undefined where nothing is compared. */
  readonly sides: SideWords | undefined;
}

export function FlameHelp({ kind, sides }: FlameHelpProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  return (
    <p className={styles.help}>
      {TEXTS[kind]}
      {sides !== undefined && (
        <span className={styles.scale}>
          Width: {sides.widthOf}. Dashed: {sides.onlyBefore} or {sides.onlyAfter}. Colour: − less
          {differenceColors(theme).map((color) => (
            <span key={color} className={styles.step} style={{ background: color }} aria-hidden />
          ))}
          {'+ more'}
        </span>
      )}
    </p>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  help: css({
    flex: 'none',
    margin: 0,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  scale: css({ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: 2, marginLeft: 4 }),
  step: css({ display: 'inline-block', width: 14, height: 10 }),
});
