// The frame of an analysis of many traces: its title, how far it is with a way to stop it, what failed, and then the answer.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, IconButton, useStyles2 } from '@grafana/ui';
import React, { useId, type ReactNode } from 'react';
import { Failure } from '../../components/Failure';
import { formatCount } from '../../components/format';
import type { RunningAnalysis } from './useAnalysis';

interface AnalysisPanelProps<T> {
  readonly title: string;
  /** What am I looking at? One sentence. */
  readonly explanation: string;
  readonly analysis: RunningAnalysis<T>;
  readonly onRetry: () => void;
  readonly onClose: () => void;
  readonly children: (answer: T) => ReactNode;
}

export function AnalysisPanel<T>({ title, explanation, analysis, onRetry, onClose, children }: AnalysisPanelProps<T>) {
  const styles = useStyles2(getStyles);
  const titleId = useId();
  const { state } = analysis;
  const answer = 'value' in state ? state.value : undefined;
  return (
    <section className={styles.panel} aria-labelledby={titleId}>
      <header className={styles.header}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        <span className={styles.explanation}>{explanation}</span>
        <IconButton name="times" tooltip={`Close “${title}”`} onClick={onClose} />
      </header>
      {state.status === 'loading' && <Progress analysis={analysis} />}
      {state.status === 'stopped' && (
        <div className={styles.line} role="status">
          Stopped before it had an answer.
          <Button size="sm" variant="secondary" onClick={analysis.restart}>
            Start again
          </Button>
        </div>
      )}
      {state.status === 'failed' && (
        <Failure title="This could not be worked out" error={state.error} onRetry={onRetry} />
      )}
      {answer !== undefined && children(answer)}
    </section>
  );
}

function Progress<T>({ analysis: { progress, stop } }: { readonly analysis: RunningAnalysis<T> }) {
  const styles = useStyles2(getStyles);
  const isTold = progress !== undefined && progress.of > 0;
  return (
    <div className={styles.line}>
      <progress
        className={styles.progress}
        aria-label="Traces looked at"
        {...(isTold ? { value: progress.traces, max: progress.of } : {})}
      />
      <span className={styles.explanation}>
        {isTold ? `${formatCount(progress.traces)} of ${formatCount(progress.of)} traces` : 'Reading traces…'}
      </span>
      <Button size="sm" variant="secondary" onClick={stop}>
        Stop
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  header: css({ display: 'flex', alignItems: 'baseline', gap: theme.spacing(1.5) }),
  title: css({ ...theme.typography.h5, margin: 0 }),
  explanation: css({
    flex: 1,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  line: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  progress: css({ width: 180, accentColor: theme.colors.primary.main }),
});
