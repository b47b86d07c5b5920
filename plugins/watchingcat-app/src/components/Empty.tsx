// No data in this range. If there is data at another time, the way there; if there is none at all, how to send some, and a watch that
// turns into the data when the first span comes.
import { css } from '@emotion/css';
import { dateTimeFormatTimeAgo, type GrafanaTheme2 } from '@grafana/data';
import { Button, Spinner, Stack, useStyles2 } from '@grafana/ui';
import { msFromUnixNano, unixNanoFromMs } from '@watchingcat/model';
import React, { useCallback, useEffect } from 'react';
import { useTimeRange } from '../state/TimeRangeContext';
import { useAsync, type AsyncState } from '../state/useAsync';
import { useTelemetry } from '../telemetry/TelemetryContext';
import { TableSkeleton } from './Loading';
import { SendData } from './SendData';

const LOOK_BACK_MS = 30 * 86_400_000;
const POLL_MS = 3_000;

export function Empty() {
  const styles = useStyles2(getStyles);
  const { setRange } = useTimeRange();
  const latest = useLatestSpan();
  if (latest.status === 'loading') return <TableSkeleton rows={3} label="Looking for data at other times" />;
  const latestMs = latest.value;
  if (latestMs === undefined) return <SendData status={<Waiting />} />;
  if (latestMs === 'some time') {
    return (
      <div className={styles.elsewhere}>
        <h3>Nothing in this time range</h3>
        <div>There was something in the last 30 days: choose a longer range.</div>
      </div>
    );
  }
  const showLatest = () =>
    setRange({ from: String(Math.round(latestMs) - 1_800_000), to: String(Math.round(latestMs) + 60_000) });
  return (
    <div className={styles.elsewhere}>
      <Stack direction="column" alignItems="center" gap={2}>
        <h3>Nothing in this time range</h3>
        <div>The latest span started {dateTimeFormatTimeAgo(latestMs)}.</div>
        <Button onClick={showLatest}>Show the latest data</Button>
      </Stack>
    </div>
  );
}

function Waiting() {
  const telemetry = useTelemetry();
  const { refresh, setRange } = useTimeRange();
  useEffect(() => {
    const abort = new AbortController();
    const look = async () => {
      const now = Date.now();
      const range = { start: unixNanoFromMs(now - 900_000), end: unixNanoFromMs(now + 60_000) };
      const answer = await telemetry.services(range, abort.signal).catch(() => undefined);
      if (abort.signal.aborted || answer === undefined || answer.services.length === 0) return;
      setRange({ from: 'now-15m', to: 'now' });
      refresh();
    };
    const timer = setInterval(() => void look(), POLL_MS);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [telemetry, refresh, setRange]);
  return (
    <Stack direction="row" alignItems="center" gap={1}>
      <Spinner inline />
      <span role="status">Waiting for the first span…</span>
    </Stack>
  );
}

/** When the newest span of the last 30 days started (`some time` where metrics do not tell); `undefined` when there is none. */
function useLatestSpan(): AsyncState<number | 'some time' | undefined> {
  const telemetry = useTelemetry();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const nowMs = Date.now();
      const range = { start: unixNanoFromMs(nowMs - LOOK_BACK_MS), end: unixNanoFromMs(nowMs) };
      const { services } = await telemetry.services(range, signal);
      const seen = services.flatMap(({ lastSeen }) => (lastSeen === undefined ? [] : [msFromUnixNano(lastSeen)]));
      if (services.length === 0) return undefined;
      return seen.length === 0 ? 'some time' : Math.max(...seen);
    },
    [telemetry],
  );
  return useAsync(load);
}

const getStyles = (theme: GrafanaTheme2) => ({ elsewhere: css({ padding: theme.spacing(8, 2), textAlign: 'center' }) });
