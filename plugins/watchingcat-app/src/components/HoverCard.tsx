// A card beside the pointer, on whichever side there is room. It is above everything and takes no pointer itself.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

export interface HoverCardProps {
  /** The pointer, in pixels of the window. */
  readonly at: { readonly clientX: number; readonly clientY: number };
  /** At most, in pixels. */
  readonly width: number;
  readonly children: ReactNode;
}

/** Nearer than this to the lower edge, the card stands above the pointer. */
const ROOM_BELOW_PX = 180;

export function HoverCard({ at: { clientX, clientY }, width, children }: HoverCardProps) {
  const styles = useStyles2(getStyles);
  const place: React.CSSProperties = {
    maxWidth: width,
    left: Math.max(8, Math.min(clientX + 14, window.innerWidth - width - 8)),
    ...(clientY > window.innerHeight - ROOM_BELOW_PX
      ? { bottom: window.innerHeight - clientY + 14 }
      : { top: clientY + 18 }),
  };
  return (
    <Portal>
      <div className={styles.card} style={place} role="tooltip">
        {children}
      </div>
    </Portal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    position: 'fixed',
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
  }),
});
