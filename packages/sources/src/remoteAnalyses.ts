// Analyses of many traces by a WatchingCat server, which reads its store faster than a page could over the network.
import type { TraceAnalyses, TraceSet } from '@watchingcat/analysis';
import { aggregatedPaths, traceOutliers } from './analysisAnswers.ts';
import { searchBody } from './remoteTelemetry.ts';
import { ask } from './request.ts';
import type { Transport } from './transport.ts';

/** Progress is not told: the server answers once it has finished. */
export function remoteAnalyses(transport: Transport): TraceAnalyses {
  const post = (path: string, body: object, signal: AbortSignal | undefined) => ({
    method: 'POST' as const,
    path: `/api/v1/traces/${path}`,
    body: { contentType: 'application/json', text: JSON.stringify(body) },
    signal,
  });
  return {
    aggregateCriticalPath(query, { rules, signal } = {}) {
      const body = { ...searchBody(query), whatIf: rules };
      return ask(transport, post('critical-path/aggregate', body, signal), aggregatedPaths);
    },
    outliers({ selection, baseline }, { signal } = {}) {
      const body = { selection: setBody(selection), baseline: setBody(baseline) };
      return ask(transport, post('outliers', body, signal), traceOutliers);
    },
  };
}

function setBody(set: TraceSet): object {
  return 'traceIds' in set ? { traceIds: set.traceIds } : searchBody(set);
}
