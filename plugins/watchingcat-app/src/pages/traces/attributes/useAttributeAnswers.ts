// The attributes of the page's range, and of the service that its query names: shared by the editor and the facets.
import { useMemo } from 'react';
import { useTimeRange } from '../../../state/TimeRangeContext';
import { useTelemetry } from '../../../telemetry/TelemetryContext';
import { AttributeAnswers } from './AttributeAnswers';

export function useAttributeAnswers(service: string | undefined): AttributeAnswers {
  const telemetry = useTelemetry();
  const { range } = useTimeRange();
  return useMemo(() => new AttributeAnswers(telemetry, range, service), [telemetry, range, service]);
}
