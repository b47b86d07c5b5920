// A stack trace, folded behind its first line: most of the time that line says enough. Lines are kept as they are.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import React from 'react';
import { visibleText } from '../../visibleText';
import { LongText } from './LongText';

const MAX_SUMMARY = 200;

export function StackTrace({ text }: { readonly text: string }) {
  const styles = useStyles2(getStyles);
  const end = text.indexOf('\n');
  const firstLine = (end === -1 ? text : text.slice(0, end)).slice(0, MAX_SUMMARY);
  return (
    <details className={styles.block}>
      <summary className={styles.summary}>Stack trace: {visibleText(firstLine)}</summary>
      <pre className={styles.stack} tabIndex={0} aria-label="Stack trace">
        <LongText text={text} />
      </pre>
      <ClipboardButton
        className={styles.copy}
        size="sm"
        variant="secondary"
        icon="copy"
        getText={() => text}
        aria-label="Copy the stack trace"
      />
    </details>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  block: css({ position: 'relative', marginTop: theme.spacing(0.5) }),
  summary: css({
    cursor: 'pointer',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  stack: css({
    maxHeight: 280,
    margin: 0,
    padding: theme.spacing(1),
    overflow: 'auto',
    whiteSpace: 'pre',
    wordBreak: 'normal',
    fontSize: 11,
    lineHeight: 1.5,
  }),
  copy: css({ position: 'absolute', right: 6, bottom: 6 }),
});
