// The triangle before a line: down when open, to the right when closed, nothing where there is nothing to open. For the pointer only; the
// keyboard has the arrow keys, and screen readers aria-expanded of the row.
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { getRowStyles } from './rowStyles';

export interface TwistyProps {
  readonly isExpanded: boolean | undefined;
  readonly onToggle: () => void;
}

export function Twisty({ isExpanded, onToggle }: TwistyProps) {
  const styles = useStyles2(getRowStyles);
  return (
    <span
      className={styles.twisty}
      data-testid={isExpanded === undefined ? undefined : 'twisty'}
      onClick={(event) => {
        if (isExpanded === undefined) return;
        event.stopPropagation();
        onToggle();
      }}
    >
      {isExpanded !== undefined && (
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden>
          <path d={isExpanded ? 'M1 3l4 4 4-4' : 'M3 1l4 4-4 4'} fill="none" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      )}
    </span>
  );
}
