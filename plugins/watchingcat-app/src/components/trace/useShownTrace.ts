// The one trace that every view of a page shows: its clocks put right, unless the address says `skew=off`.
import type { Trace } from '@watchingcat/model';
import { useCallback } from 'react';
import { useUrlState } from '../../state/useUrlState';
import { useClockSkew, type ShownTrace } from './useClockSkew';

export function useShownTrace(sent: Trace): ShownTrace {
  const [params, changeUrl] = useUrlState();
  const onChange = useCallback((isOn: boolean) => changeUrl({ skew: isOn ? undefined : 'off' }), [changeUrl]);
  return useClockSkew(sent, params.get('skew') !== 'off', onChange);
}
