/** @throws where a browser or a policy has no workers of this origin (plugins from a CDN are of another) */
export function startFileWorker(): Worker {
  return new Worker(new URL('./traceFile.worker.ts', import.meta.url));
}
