// Reads a file in a worker, so that the page goes on while it does; where no worker can be had, the page reads it itself.
import { startFileWorker } from './startFileWorker';
import type { FileStep } from './traceFileSteps';

/** @param onStep is told of each step; none comes after the abort */
export async function stepsOfFile(file: File, onStep: (step: FileStep) => void, signal: AbortSignal): Promise<void> {
  if (await readInWorker(file, onStep, signal)) return;
  const { traceFileSteps } = await import('./traceFileSteps');
  for await (const step of traceFileSteps(file)) {
    if (signal.aborted) return;
    onStep(step);
  }
}

/** @returns false when the worker could not start, so that nothing was read */
function readInWorker(file: File, onStep: (step: FileStep) => void, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    let worker: Worker;
    try {
      worker = startFileWorker();
    } catch {
      return resolve(false);
    }
    let hasStarted = false;
    const end = (isRead: boolean) => {
      worker.terminate();
      signal.removeEventListener('abort', abort);
      resolve(isRead);
    };
    const abort = () => end(true);
    signal.addEventListener('abort', abort);
    worker.onmessage = ({ data }: MessageEvent<FileStep>) => {
      hasStarted = true;
      onStep(data);
      if (data.kind === 'done' || data.kind === 'failed') end(true);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (hasStarted) onStep({ kind: 'failed', message: 'The browser ran out of memory while it read the file.' });
      end(hasStarted);
    };
    worker.postMessage(file);
  });
}
