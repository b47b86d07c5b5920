// What a panel shows when its query answered with nothing.
import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import type { GrafanaTheme2 } from '@grafana/data';

export function NoData({ message = 'No data in this time range' }: { message?: string }) {
  const className = useStyles2(getStyles);
  return <div className={className}>{message}</div>;
}

const getStyles = ({ colors }: GrafanaTheme2) =>
  css({
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '100%',
    height: '100%',
    textAlign: 'center',
    color: colors.text.secondary,
  });
