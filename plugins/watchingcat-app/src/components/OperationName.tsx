// An operation with its service, as it looks in every table; without operation, the service alone.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { ServiceName } from './ServiceName';
import { nameText } from './visibleText';

interface OperationNameProps {
  readonly service: string;
  readonly operation?: string | undefined;
}

export function OperationName({ service, operation }: OperationNameProps) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <ServiceName name={service} />
      {operation !== undefined && <span className={styles.operation}>{nameText(operation)}</span>}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  operation: css({ marginLeft: theme.spacing(1), color: theme.colors.text.secondary }),
});
