// A card beside the pointer that says what it is over; its first line is the name. Never under the pointer, and never outside the window.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2 } from '@grafana/ui';
import React, { type CSSProperties, type ReactNode } from 'react';

interface HoverCardProps {
  /** Where the pointer is, in CSS pixels from the window's top left corner. */
  readonly pointer: { readonly clientX: number; readonly clientY: number };
  readonly children: ReactNode;
}

const CARD_WIDTH = 340;
/** As high as a card gets: closer to the window's lower edge it stands above the pointer. */
const ROOM_PX = 180;

export function HoverCard({ pointer, children }: HoverCardProps) {
  const styles = useStyles2(getStyles);
  return (
    <Portal>
      <div className={styles.card} style={placeBeside(pointer)} role="tooltip">
        {children}
      </div>
    </Portal>
  );
}

function placeBeside({ clientX, clientY }: HoverCardProps['pointer']): CSSProperties {
  return {
    left: Math.max(8, Math.min(clientX + 14, window.innerWidth - CARD_WIDTH - 8)),
    ...(clientY > window.innerHeight - ROOM_PX ? { bottom: window.innerHeight - clientY + 14 } : { top: clientY + 18 }),
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    position: 'fixed',
    maxWidth: CARD_WIDTH,
    padding: theme.spacing(1),
    borderRadius: theme.shape.radius.default,
    border: `1px solid ${theme.colors.border.weak}`,
    boxShadow: theme.shadows.z3,
    background: theme.colors.background.elevated ?? theme.colors.background.primary,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'anywhere',
    pointerEvents: 'none',
    zIndex: theme.zIndex.tooltip,
    '& > div:first-of-type': { color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium },
  }),
});
