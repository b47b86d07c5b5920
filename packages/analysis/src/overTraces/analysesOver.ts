// The analyses over any Telemetry, by asking it for traces.
import type { Telemetry } from '@watchingcat/model';
import { aggregateCriticalPath } from './aggregateCriticalPath.ts';
import { outliersOfTraces } from './outliersOfTraces.ts';
import type { TraceAnalyses } from './traceAnalyses.ts';

export function analysesOver(telemetry: Telemetry): TraceAnalyses {
  return {
    aggregateCriticalPath: (query, options) => aggregateCriticalPath(telemetry, query, options),
    outliers: (question, options) => outliersOfTraces(telemetry, question, options),
  };
}
