// Analyses of many traces as the JSON of the API.
import type { AggregatedPaths, TraceOutlier, TraceOutliers } from '@watchingcat/analysis';

export function aggregateJson({ aggregate, ...answer }: AggregatedPaths) {
  if (aggregate === undefined) return { aggregate: null, ...answer };
  return {
    aggregate: {
      ...aggregate,
      byService: [...aggregate.byService],
      byOperation: [...aggregate.byOperation],
      byCallPath: aggregate.byCallPath.map(({ path, ...held }) => ({ ...held, path: [...path] })),
      whatIf: aggregate.whatIf ?? null,
      warnings: [...aggregate.warnings],
    },
    ...answer,
  };
}

export function outliersJson({ groups, ...answer }: TraceOutliers) {
  return {
    ...answer,
    groups: groups.map(({ representative, alike }) => ({
      representative: outlierJson(representative),
      alike: alike.map(outlierJson),
    })),
  };
}

const outlierJson = ({ statements, exampleTraceIds, ...outlier }: TraceOutlier) => ({
  ...outlier,
  statements: [...statements],
  exampleTraceIds: [...exampleTraceIds],
});
