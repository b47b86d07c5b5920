// Analyses of many traces over the store: the drivers of packages/analysis, with traces and attributes read many at a time.
import { aggregateCriticalPath, MAX_OUTLIER_TRACES, outliersOfTraces, type TraceAnalyses } from '@watchingcat/analysis';
import type { Telemetry } from '@watchingcat/model';
import type { Store } from '../../store/Store.ts';
import { translatingStoreErrors } from '../storeErrors.ts';
import { readTraceItems } from './readTraceItems.ts';
import { readTraces } from './readTraces.ts';

/** @param telemetry of the same store: how traces are found */
export function storeAnalyses(store: Store, tenant: string, telemetry: Telemetry): TraceAnalyses {
  return {
    aggregateCriticalPath: (query, options) =>
      translatingStoreErrors(options?.signal, () =>
        aggregateCriticalPath(telemetry, query, options, (traces, signal) => readTraces(store, tenant, traces, signal)),
      ),
    outliers: (question, options) =>
      translatingStoreErrors(options?.signal, () =>
        outliersOfTraces(telemetry, question, options, {
          maxTraces: MAX_OUTLIER_TRACES,
          read: (wanted, readOptions) => readTraceItems(store, tenant, wanted, readOptions),
        }),
      ),
  };
}
