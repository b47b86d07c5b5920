// A call of the merged tree by its name, indented by its depth. It leads to the pair's details.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { Link } from 'react-router-dom';
import { OperationName } from '../../../components/OperationName';
import { nodeState, nodeView, type TracePair } from './tracePair';

/** Deeper calls are not indented further, so that their names stay in sight. */
const MAX_INDENT = 24;
const INDENT_PX = 12;

interface NodeNameProps {
  readonly pair: TracePair;
  readonly node: number;
  readonly url: string;
}

export function NodeName({ pair, node, url }: NodeNameProps) {
  const styles = useStyles2(getStyles);
  const view = nodeView(pair, node);
  const state = nodeState(view);
  const depth = pair.comparison.tree.depth[node];
  return (
    <Link
      to={url}
      data-row-link
      className={styles.link}
      style={{ paddingLeft: Math.min(depth, MAX_INDENT) * INDENT_PX }}
      title={`${view.service}: ${view.operation}, level ${depth + 1}`}
    >
      <OperationName service={view.service} operation={view.operation} />
      {state !== undefined && <span className={styles.state}>{state}</span>}
    </Link>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  link: css({ color: theme.colors.text.primary, '&:hover': { textDecoration: 'underline' } }),
  state: css({
    marginLeft: theme.spacing(1),
    padding: theme.spacing(0, 0.5),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
