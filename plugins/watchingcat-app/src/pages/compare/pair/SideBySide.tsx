// Both traces side by side on one scale of time, call beside call; a gap is where one of them has no such call.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Checkbox, useStyles2, useTheme2 } from '@grafana/ui';
import type { Trace } from '@watchingcat/model';
import React, { useMemo } from 'react';
import { formatDurationNs } from '../../../components/format';
import { serviceColor } from '../../../components/serviceColor';
import { ChangeValue } from '../ChangeValue';
import { signedDuration } from '../changeText';
import { NodeName } from './NodeName';
import { nodeView, type TracePair } from './tracePair';
import { useShownNodes } from './useShownNodes';
import { VirtualTable, type VirtualColumn } from './VirtualTable';

interface SideBySideProps {
  readonly pair: TracePair;
  readonly nodeUrl: (node: number) => string;
  readonly selected: number | undefined;
}

export function SideBySide({ pair, nodeUrl, selected }: SideBySideProps) {
  const { nodes, isShort, setShort } = useShownNodes(pair);
  const scaleNs = Math.max(pair.a.durationNs, pair.b.durationNs, 1);
  const columns = useMemo((): VirtualColumn[] => {
    const bar = (trace: Trace, row: number | undefined) =>
      row !== undefined && <SpanBar trace={trace} row={row} scaleNs={scaleNs} />;
    const change = pair.comparison.changes.durationNs;
    return [
      {
        id: 'call',
        header: 'Call',
        width: 'minmax(180px, 1fr)',
        cell: (node) => <NodeName pair={pair} node={node} url={nodeUrl(node)} />,
      },
      { id: 'a', header: 'A', width: 'minmax(160px, 1fr)', cell: (node) => bar(pair.a, nodeView(pair, node).rowA) },
      { id: 'b', header: 'B', width: 'minmax(160px, 1fr)', cell: (node) => bar(pair.b, nodeView(pair, node).rowB) },
      {
        id: 'change',
        header: 'Change',
        description: 'Of the duration: B minus A',
        isNumber: true,
        width: '92px',
        cell: (node) => <ChangeValue value={change[node]} text={signedDuration(change[node])} />,
      },
    ];
  }, [pair, nodeUrl, scaleNs]);
  return (
    <>
      <Checkbox label="Only what differs by 1% or more" value={isShort} onChange={() => setShort(!isShort)} />
      <VirtualTable caption="Both traces side by side" columns={columns} rows={nodes} selected={selected} />
    </>
  );
}

interface SpanBarProps {
  readonly trace: Trace;
  readonly row: number;
  readonly scaleNs: number;
}

function SpanBar({ trace, row, scaleNs }: SpanBarProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const left = (trace.startNs[row] / scaleNs) * 100;
  const width = (trace.durationsNs[row] / scaleNs) * 100;
  const text = formatDurationNs(trace.durationsNs[row]);
  return (
    <span className={styles.track} title={`${text}, starts at ${formatDurationNs(trace.startNs[row])}`}>
      <span
        className={styles.bar}
        style={{
          left: `${left}%`,
          width: `max(2px, ${width}%)`,
          background: serviceColor(trace.services[trace.service[row]], theme),
        }}
      />
      <span className={styles.text}>{text}</span>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  track: css({ position: 'relative', display: 'block', height: 22 }),
  bar: css({ position: 'absolute', top: 16, height: 5, borderRadius: 2 }),
  text: css({
    position: 'absolute',
    top: 0,
    right: 0,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: '14px',
    color: theme.colors.text.secondary,
  }),
});
