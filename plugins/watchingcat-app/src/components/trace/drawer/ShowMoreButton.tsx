// At the end of a list that is not shown to its end.
import { Button } from '@grafana/ui';
import React from 'react';

export interface ShowMoreButtonProps {
  readonly hidden: number;
  /** In the plural: `events`. */
  readonly what: string;
  readonly onClick: () => void;
}

export function ShowMoreButton({ hidden, what, onClick }: ShowMoreButtonProps) {
  if (hidden === 0) return null;
  return (
    <Button size="sm" fill="text" onClick={onClick}>
      {`Show more (${hidden.toLocaleString('en')} ${what} are not shown)`}
    </Button>
  );
}
