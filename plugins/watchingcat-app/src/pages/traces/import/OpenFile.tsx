// Opens a file of traces: by a button, or by dropping it anywhere on the page.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2, type ButtonVariant } from '@grafana/ui';
import React, { useCallback, useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import { useTimeRange } from '../../../state/TimeRangeContext';
import { fileUrl } from '../../../urls';
import { openFile } from './openedFile';
import { useDroppedFile } from './useDroppedFile';

interface OpenFileProps {
  readonly variant?: ButtonVariant;
  /** The address says what of the file to show: it was opened before, by this or another person. */
  readonly keepsAddress?: boolean;
}

export function OpenFile({ variant = 'secondary', keepsAddress = false }: OpenFileProps) {
  const styles = useStyles2(getStyles);
  const navigate = useNavigate();
  const { scope } = useTimeRange();
  const input = useRef<HTMLInputElement>(null);
  const open = useCallback(
    (file: File) => {
      void openFile(file);
      if (!keepsAddress) navigate(fileUrl(scope));
    },
    [navigate, scope, keepsAddress],
  );
  const isOver = useDroppedFile(open);
  return (
    <>
      <Button
        variant={variant}
        fill={variant === 'secondary' ? 'outline' : 'solid'}
        icon="folder-open"
        tooltip="A trace as OTLP, Jaeger or Zipkin JSON. It stays in this browser. A file can also be dropped on this page."
        onClick={() => input.current?.click()}
      >
        Open a file
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,.jsonl,.ndjson,.txt,application/json"
        aria-label="File of traces"
        hidden
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file !== undefined) open(file);
          currentTarget.value = ''; // so that the same file can be chosen again
        }}
      />
      {isOver && <div className={styles.target}>Drop the file to open its traces. It stays in this browser.</div>}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  target: css({
    position: 'fixed',
    inset: theme.spacing(2),
    zIndex: theme.zIndex.modal,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    fontSize: theme.typography.h3.fontSize,
    background: theme.colors.background.primary,
    border: `2px dashed ${theme.colors.primary.border}`,
    borderRadius: theme.shape.radius.default,
    opacity: 0.95,
    pointerEvents: 'none',
  }),
});
