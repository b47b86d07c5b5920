// What each service holds of a critical path, in the form of the own-time shares, so that one bar can show either.
import { STATUS_ERROR, type PathSegments, type ServiceShare } from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';

/** Services on the path, largest first; `selfNs` is their time on it. O(segments). */
export function pathServiceShares(trace: Trace, { size, row, startNs, endNs }: PathSegments): ServiceShare[] {
  const onPathNs = new Float64Array(trace.services.length);
  const spans = new Uint32Array(trace.services.length);
  const errors = new Uint32Array(trace.services.length);
  const seen = new Uint8Array(trace.size);
  let totalNs = 0;
  for (let at = 0; at < size; at++) {
    const service = trace.service[row[at]];
    onPathNs[service] += endNs[at] - startNs[at];
    totalNs += endNs[at] - startNs[at];
    if (seen[row[at]] === 1) continue;
    seen[row[at]] = 1;
    spans[service]++;
    if (trace.status[row[at]] === STATUS_ERROR) errors[service]++;
  }
  return Array.from(onPathNs, (ns, service) => ({
    service,
    spans: spans[service],
    errors: errors[service],
    selfNs: ns,
    share: totalNs === 0 ? 0 : ns / totalNs,
  }))
    .filter((share) => share.spans > 0)
    .sort((a, b) => b.selfNs - a.selfNs || a.service - b.service);
}
