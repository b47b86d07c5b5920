// The one trace that every view of a page shows: its clocks put right, unless the address says `skew=off`.
import type { Trace } from '@watchingcat/model';
import { useCallback } from 'react';
import { useUrlState } from '../../state/useUrlState';
import { useClockSkew, type ShownTrace } from './useClockSkew';

/**
 * @param numberedByTime a parameter of the address that counts in the order of time: what it says means something else once spans are
 * somewhere else, so it goes
 */
export function useShownTrace(sent: Trace, numberedByTime?: string): ShownTrace {
  const [params, changeUrl] = useUrlState();
  const onChange = useCallback(
    (isOn: boolean) =>
      changeUrl({
        skew: isOn ? undefined : 'off',
        ...(numberedByTime !== undefined && { [numberedByTime]: undefined }),
      }),
    [changeUrl, numberedByTime],
  );
  return useClockSkew(sent, params.get('skew') !== 'off', onChange);
}
