// What our panels make of Grafana's answer beside the frames: why there are none, and where links from the panel lead.
import type { PanelData, PanelProps } from '@grafana/data';
import { DATA_SOURCE_TYPE } from '../telemetry/dataSourceType';
import type { LinkScope } from '../urls';

/** Undefined when nothing failed. */
export function failureOf({ error, errors }: PanelData): { readonly text: string | undefined } | undefined {
  const failure = errors?.[0] ?? error;
  return failure && { text: failure.message ?? failure.data?.message };
}

/** The dashboard's time range, and the data source that was asked, where it is one of ours. */
export function linkScopeOf({ data, timeRange }: Pick<PanelProps, 'data' | 'timeRange'>, refId?: string): LinkScope {
  const ds = data.request?.targets.find((target) => target.refId === refId)?.datasource;
  return {
    from: rawTime(timeRange.raw.from),
    to: rawTime(timeRange.raw.to),
    ds: ds?.type === DATA_SOURCE_TYPE ? ds.uid : undefined,
  };
}

function rawTime(time: unknown): string {
  return typeof time === 'string' ? time : String(Number(time));
}
