// Analyses of many traces by a WatchingCat server, which reads its store faster than a page could over the network.
import type { AnalysisOptions, TraceAnalyses, TraceSet } from '@watchingcat/analysis';
import { aggregatedPaths, traceOutliers } from './analysisAnswers.ts';
import { searchBody } from './remoteTelemetry.ts';
import { ask } from './request.ts';
import type { Transport } from './transport.ts';

export function remoteAnalyses(transport: Transport): TraceAnalyses {
  const post = (path: string, body: object, { signal, onProgress }: AnalysisOptions) => ({
    method: 'POST' as const,
    path: `/api/v1/traces/${path}`,
    body: { contentType: 'application/json', text: JSON.stringify(body) },
    signal,
    onProgress,
  });
  return {
    aggregateCriticalPath(query, { rules, skew, ...options } = {}) {
      const body = { ...searchBody(query), whatIf: rules, skew };
      return ask(transport, post('critical-path/aggregate', body, options), aggregatedPaths);
    },
    outliers({ selection, baseline }, options = {}) {
      const body = { selection: setBody(selection), baseline: setBody(baseline) };
      return ask(transport, post('outliers', body, options), traceOutliers);
    },
  };
}

function setBody(set: TraceSet): object {
  return 'traceIds' in set ? { traceIds: set.traceIds } : searchBody(set);
}
