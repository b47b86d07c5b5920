// What can be typed at the caret. Its keys are the editor's, which keeps the focus.
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useEffect, useRef } from 'react';
import type { Choice } from './choicesAt';

interface ChoiceListProps {
  readonly id: string;
  readonly choices: readonly Choice[];
  readonly active: number;
  readonly onChoose: (index: number) => void;
}

export function ChoiceList({ id, choices, active, onChoose }: ChoiceListProps) {
  const styles = useStyles2(getStyles);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);
  return (
    <ul ref={list} id={id} role="listbox" aria-label="Completions" className={styles.list}>
      {choices.map(({ text, kind }, index) => (
        <li
          key={`${kind} ${text}`}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={cx(styles.choice, index === active && styles.active)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(index)}
        >
          <span>{text}</span>
          <span className={styles.kind}>{kind}</span>
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    position: 'absolute',
    top: '100%',
    left: 0,
    zIndex: theme.zIndex.dropdown,
    minWidth: 320,
    maxWidth: '100%',
    maxHeight: 260,
    overflowY: 'auto',
    margin: theme.spacing(0.5, 0, 0),
    padding: theme.spacing(0.5, 0),
    listStyle: 'none',
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    boxShadow: theme.shadows.z3,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  choice: css({
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
    padding: theme.spacing(0.25, 1),
    cursor: 'pointer',
    whiteSpace: 'nowrap',
    '&:hover': { background: theme.colors.action.hover },
  }),
  active: css({ background: theme.colors.action.selected }),
  kind: css({ color: theme.colors.text.secondary }),
});
