// Says that spans are not where they were sent, and lets a person see them there.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import React from 'react';
import { formatDurationNs } from '../../format';
import type { ClockSkewView } from '../useClockSkew';

interface ClockSkewNoticeProps extends ClockSkewView {
  /** Which trace this is about, where there are several. */
  readonly name?: string;
}

export function ClockSkewNotice({ correction, isOn, onChange, name }: ClockSkewNoticeProps) {
  const styles = useStyles2(getStyles);
  const { shifted, beyondCap, largestShiftNs } = correction;
  if (shifted === 0 && beyondCap === 0) return null;
  return (
    <div className={styles.notice} role="note" aria-label="Clock skew">
      <Icon name="clock-nine" size="sm" />
      {name !== undefined && <span>{name}:</span>}
      {shifted > 0 && (
        <>
          <span>
            {isOn
              ? `${spans(shifted)} shifted by up to ${formatDurationNs(largestShiftNs)}: the clocks of their hosts differ, and a call cannot begin before its caller.`
              : `Shown as sent. ${shifted === 1 ? '1 span' : `${shifted.toLocaleString('en')} spans`} could be shifted to follow the caller: the clocks of hosts differ.`}
          </span>
          <Button size="sm" fill="text" onClick={() => onChange(!isOn)}>
            {isOn ? 'Show as sent' : 'Correct the clocks'}
          </Button>
        </>
      )}
      {beyondCap > 0 && (
        <span>
          {`${spans(beyondCap)} left alone: more than an hour away from the caller, which is no clock skew but a wrong parent or time zone.`}
        </span>
      )}
    </div>
  );
}

const spans = (count: number) => (count === 1 ? '1 span was' : `${count.toLocaleString('en')} spans were`);

const getStyles = (theme: GrafanaTheme2) => ({
  notice: css({
    flex: 'none',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    color: theme.colors.warning.text,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
