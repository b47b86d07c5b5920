// One call in both traces: its times, the way to its spans, and which of their attributes differ. Only the two spans are asked for.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import { attributeChanges } from '@watchingcat/analysis';
import { attributeText, type AttributeValue, type SpanDetails, type Trace } from '@watchingcat/model';
import React, { useCallback, useState } from 'react';
import { Link } from 'react-router-dom';
import { Failure } from '../../../components/Failure';
import { formatDurationNs } from '../../../components/format';
import { TableSkeleton } from '../../../components/Loading';
import { OperationName } from '../../../components/OperationName';
import { useAsync } from '../../../state/useAsync';
import { useTelemetry } from '../../../telemetry/TelemetryContext';
import { useSpanUrls } from '../../trace/useSpanUrls';
import { ChangeValue } from '../ChangeValue';
import { signedDuration } from '../changeText';
import { nodeView, type TracePair } from './tracePair';

interface SelectedPairProps {
  readonly pair: TracePair;
  readonly node: number;
  readonly onClose: () => void;
}

export function SelectedPair({ pair, node, onClose }: SelectedPairProps) {
  const styles = useStyles2(getStyles);
  const { rowA, rowB, service, operation } = nodeView(pair, node);
  const { durationNs, selfNs } = pair.comparison.changes;
  return (
    <aside
      className={styles.panel}
      aria-label="The call in both traces"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className={styles.title}>
        <strong>
          <OperationName service={service} operation={operation} />
        </strong>
        <IconButton name="times" aria-label="Close" onClick={onClose} />
      </div>
      <p>
        Duration <ChangeValue value={durationNs[node]} text={signedDuration(durationNs[node])} />, own time{' '}
        <ChangeValue value={selfNs[node]} text={signedDuration(selfNs[node])} />
      </p>
      <ul className={styles.spans}>
        <SpanLine name="A" trace={pair.a} row={rowA} />
        <SpanLine name="B" trace={pair.b} row={rowB} />
      </ul>
      {rowA !== undefined && rowB !== undefined && <ChangedAttributes pair={pair} rowA={rowA} rowB={rowB} />}
    </aside>
  );
}

function SpanLine({
  name,
  trace,
  row,
}: {
  readonly name: string;
  readonly trace: Trace;
  readonly row: number | undefined;
}) {
  const urls = useSpanUrls(trace);
  if (row === undefined) return <li>{name}: has no such call</li>;
  return (
    <li>
      <Link to={urls.span(row)}>Open in {name}</Link>: {formatDurationNs(trace.durationsNs[row])}, starts at{' '}
      {formatDurationNs(trace.startNs[row])}
    </li>
  );
}

interface ChangedAttributesProps {
  readonly pair: TracePair;
  readonly rowA: number;
  readonly rowB: number;
}

function ChangedAttributes({ pair: { a, b }, rowA, rowB }: ChangedAttributesProps) {
  const styles = useStyles2(getStyles);
  const telemetry = useTelemetry();
  const [attempt, setAttempt] = useState(0);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const [before, after] = await Promise.all([
        telemetry.span(a.traceId, a.spanIds[rowA], signal),
        telemetry.span(b.traceId, b.spanIds[rowB], signal),
      ]);
      if (before === undefined || after === undefined) throw new Error('One of the spans is no longer stored.');
      return attributeChanges(everyAttribute(before), everyAttribute(after));
    },
    // A new attempt is a new question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [telemetry, a, b, rowA, rowB, attempt],
  );
  const state = useAsync(load);
  if (state.status === 'failed') {
    const retry = () => setAttempt((count) => count + 1);
    return <Failure title="The attributes could not be loaded" error={state.error} onRetry={retry} />;
  }
  if (state.value === undefined) return <TableSkeleton rows={3} label="Loading the attributes of both spans" />;
  if (state.value.length === 0) return <p className={styles.quiet}>All attributes are the same.</p>;
  return (
    <table className={styles.table} aria-label="Changed attributes">
      <thead>
        <tr>
          <th scope="col">Attribute</th>
          <th scope="col">A</th>
          <th scope="col">B</th>
        </tr>
      </thead>
      <tbody>
        {state.value.map(({ key, before, after }) => (
          <tr key={key}>
            <th scope="row">{key}</th>
            <Value value={before} />
            <Value value={after} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ value }: { readonly value: AttributeValue | undefined }) {
  const styles = useStyles2(getStyles);
  if (value === undefined) return <td className={styles.quiet}>not set</td>;
  const text = attributeText(value);
  return <td title={text}>{text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text}</td>;
}

const MAX_SHOWN = 200;

/** Of the span, and of its resource where the span has not set the same name. */
const everyAttribute = ({ attributes, resource }: SpanDetails) => new Map([...resource, ...attributes]);

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    flex: '1 1 270px',
    minWidth: 0,
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    fontVariantNumeric: 'tabular-nums',
  }),
  title: css({
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  }),
  spans: css({ margin: theme.spacing(0, 0, 1), listStyle: 'none', a: { textDecoration: 'underline' } }),
  quiet: css({ color: theme.colors.text.secondary }),
  table: css({
    width: '100%',
    tableLayout: 'fixed',
    'th, td': { padding: theme.spacing(0.5), textAlign: 'left', verticalAlign: 'top', overflowWrap: 'anywhere' },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
    'tbody th': { fontWeight: theme.typography.fontWeightRegular },
  }),
});
