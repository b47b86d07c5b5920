// What the pointer is over: an outline, and a card beside the pointer. Has its own state, so that moving the pointer renders nothing else.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { ServiceName } from '../ServiceName';
import { factLines } from './boxText';
import type { FlameBoxes } from './flameGraphData';
import { ROW_HEIGHT } from './flameView';

export interface FlameTooltipProps {
  /** Listens here. */
  readonly area: HTMLElement | null;
  readonly boxUnder: (x: number, y: number) => number | undefined;
  readonly outlineOf: (box: number) => { readonly left: number; readonly top: number; readonly width: number };
  readonly boxes: FlameBoxes;
  readonly format: (value: number) => string;
}

const CARD_WIDTH = 340;

export function FlameTooltip({ area, boxUnder, outlineOf, boxes, format }: FlameTooltipProps) {
  const styles = useStyles2(getStyles);
  const [pointer, setPointer] = useState<{ readonly clientX: number; readonly clientY: number }>();
  useEffect(() => {
    if (area === null) return undefined;
    const move = ({ clientX, clientY }: PointerEvent) => setPointer({ clientX, clientY });
    const leave = () => setPointer(undefined);
    area.addEventListener('pointermove', move);
    area.addEventListener('pointerleave', leave);
    return () => {
      area.removeEventListener('pointermove', move);
      area.removeEventListener('pointerleave', leave);
    };
  }, [area]);
  if (pointer === undefined || area === null) return null;
  const { left, top } = area.getBoundingClientRect();
  const box = boxUnder(pointer.clientX - left, pointer.clientY - top);
  if (box === undefined) return null;
  const facts = boxes.facts(box);
  return (
    <>
      <div className={styles.outline} style={{ ...outlineOf(box), height: ROW_HEIGHT - 1 }} />
      <Portal>
        <div className={styles.card} style={cardPlace(pointer)} role="tooltip">
          <div className={styles.title}>{facts.operation}</div>
          {facts.service !== '' && <ServiceName name={facts.service} />}
          {factLines(facts, format).map((line) => (
            <div key={line}>{line}</div>
          ))}
        </div>
      </Portal>
    </>
  );
}

function cardPlace({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): React.CSSProperties {
  return {
    left: Math.max(8, Math.min(clientX + 14, window.innerWidth - CARD_WIDTH - 8)),
    ...(clientY > window.innerHeight - 180 ? { bottom: window.innerHeight - clientY + 14 } : { top: clientY + 18 }),
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  outline: css({
    position: 'absolute',
    pointerEvents: 'none',
    minWidth: 3,
    border: `1px solid ${theme.colors.text.maxContrast}`,
  }),
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
  }),
  title: css({ color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium }),
});
