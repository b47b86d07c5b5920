// Reads a file of traces beside the page. Answers the one message it gets, a file, with the steps of reading it.
import { traceFileSteps } from './traceFileSteps';

addEventListener('message', ({ data }: MessageEvent<File>) => {
  void (async () => {
    for await (const step of traceFileSteps(data)) postMessage(step);
  })();
});
