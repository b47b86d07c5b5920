// Traces of a search, or some that were chosen, as one file: made by the server where there is one, else here, trace by trace.
import type { TraceSet } from '@watchingcat/analysis';
import type { Telemetry } from '@watchingcat/model';
import { askTraceFile, type Transport } from '@watchingcat/sources';
import type { ExportSource } from '../../trace/exportSources';

export function exportOfTraces(
  label: string,
  set: TraceSet,
  telemetry: Telemetry,
  server: Transport | undefined,
): ExportSource {
  return {
    label,
    load: async (format, signal) => {
      const { exportedTraces, traceFile, traceFileType } = await import('../../trace/makeFile');
      if (server !== undefined) {
        const { text, traces, coverage } = await askTraceFile(server, set, format, signal);
        return { name: nameOf(traces), file: { ...traceFileType(format), text }, coverage, traces };
      }
      const { traces, coverage } = await exportedTraces(telemetry, set, { signal });
      if (traces.length === 0) throw new Error('None of the traces is stored any more.');
      return {
        name: nameOf(traces.length),
        file: traceFile(format, traces, coverage),
        coverage,
        traces: traces.length,
      };
    },
  };
}

const nameOf = (traces: number | undefined) => (traces === undefined ? 'traces' : `traces-${traces}`);
