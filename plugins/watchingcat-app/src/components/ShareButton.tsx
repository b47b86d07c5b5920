// Copies the address: all state is in it, so it shows another person exactly what is seen here. Relative ranges are made absolute.
import { ClipboardButton } from '@grafana/ui';
import React from 'react';
import { useTimeRange } from '../state/TimeRangeContext';

export function ShareButton() {
  const { timeRange } = useTimeRange();
  const address = () => {
    const url = new URL(window.location.href);
    url.searchParams.set('from', String(timeRange.from.valueOf()));
    url.searchParams.set('to', String(timeRange.to.valueOf()));
    url.searchParams.delete('refresh');
    return url.toString();
  };
  return (
    <ClipboardButton
      variant="secondary"
      icon="share-alt"
      fill="outline"
      getText={address}
      aria-label="Copy link to this view"
    >
      Share
    </ClipboardButton>
  );
}
