// Counts what an ingest is asked and what becomes of it, and refuses all while something forbids to store, such as a full disk. Stands
// before whatever ingest there is, so that one that works in other threads is counted alike.
import { StoreError } from '../store/Store.ts';
import { RefusedError, SaturatedError } from './Ingest.ts';
import type { Ingest, IngestResult, QueueStats } from './Ingest.ts';
import { OTHER_REASON } from './IngestCounters.ts';
import type { CountsByReason, IngestCounters, RefusalReason } from './IngestCounters.ts';
import { MalformedOtlpError } from './protobuf/ProtobufReader.ts';

/** An ingest before it is counted. */
export interface PlainIngest extends Pick<Ingest, 'export' | 'drain'> {
  stats(): QueueStats;
}

/** @param refusal why nothing can be taken now; undefined when it can */
export function countedIngest(
  ingest: PlainIngest,
  counters: IngestCounters,
  refusal: () => RefusedError | undefined = () => undefined,
): Ingest {
  return {
    async export(signal, body, tenant): Promise<IngestResult> {
      counters.received(signal, body.length);
      try {
        const reason = refusal();
        if (reason) throw reason;
        const result = await ingest.export(signal, body, tenant);
        counters.accepted(signal, result.accepted, rejectionsOf(result));
        return result;
      } catch (error) {
        if (error instanceof MalformedOtlpError) counters.malformed(signal, 'protobuf');
        else counters.refused(signal, refusalReason(error));
        throw error;
      }
    },
    malformed: (signal, kind) => counters.malformed(signal, kind),
    stats: () => ({ ...ingest.stats(), signals: counters.snapshot() }),
    drain: () => ingest.drain(),
  };
}

/** An ingest that does not tell reasons apart still has its rejected records counted. */
function rejectionsOf({ rejected, rejections }: IngestResult): CountsByReason {
  return rejections ?? (rejected > 0 ? { [OTHER_REASON]: rejected } : {});
}

function refusalReason(error: unknown): RefusalReason {
  if (error instanceof SaturatedError || error instanceof RefusedError) return error.reason;
  return error instanceof StoreError ? 'store_unavailable' : 'internal_error';
}
