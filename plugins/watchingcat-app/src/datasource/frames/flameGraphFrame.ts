// A trace merged by path as the frame that Grafana's flame graph panel and ours read: the nested set model, one row a frame.
// Shape: https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/flame-graph/#data-api
import { createDataFrame, FieldType, type DataFrame, type QueryResultMetaNotice } from '@grafana/data';
import { frameLabel, frameNames, mergedFrames } from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';

/** @param trace undefined: no rows, and a notice says why */
export function flameGraphFrame(refId: string, trace: Trace | undefined, notices: QueryResultMetaNotice[]): DataFrame {
  const frames = trace && mergedFrames(trace, frameNames(trace)).frames;
  const labels = frames?.names.map(frameLabel) ?? [];
  const number = (name: string, values: ArrayLike<number> | undefined, unit?: string) => ({
    name,
    type: FieldType.number,
    values: Array.from(values ?? []),
    config: unit === undefined ? {} : { unit },
  });
  return createDataFrame({
    refId,
    name: 'Flame graph',
    meta: { preferredVisualisationType: 'flamegraph', notices },
    fields: [
      number('level', frames?.depth),
      number('value', frames?.width, 'ns'),
      number('self', frames?.self, 'ns'),
      {
        name: 'label',
        type: FieldType.string,
        values: Array.from(frames?.name ?? [], (name) => labels[name]),
        config: {},
      },
      number('count', frames?.spans?.count),
      number('errors', frames?.spans?.errors),
    ],
  });
}
