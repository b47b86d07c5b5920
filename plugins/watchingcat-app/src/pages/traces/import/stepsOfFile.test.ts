import { startFileWorker } from './startFileWorker';
import { stepsOfFile } from './stepsOfFile';
import { traceFileSteps, type FileStep } from './traceFileSteps';

jest.mock('./startFileWorker', () => ({ startFileWorker: jest.fn() }));
jest.mock('./traceFileSteps', () => ({ traceFileSteps: jest.fn() }));

const file = new File(['{}'], 'a.json');
const DONE: FileStep = { kind: 'done', warnings: [] };

/** A worker whose answers the test gives. */
class FakeWorker {
  onmessage?: (event: { data: FileStep }) => void;
  onerror?: (event: { preventDefault: () => void }) => void;
  readonly got: unknown[] = [];
  isEnded = false;
  postMessage(message: unknown) {
    this.got.push(message);
  }
  terminate() {
    this.isEnded = true;
  }
}

let worker: FakeWorker;
let steps: FileStep[];
let abort: AbortController;
beforeEach(() => {
  jest.clearAllMocks();
  worker = new FakeWorker();
  steps = [];
  abort = new AbortController();
  jest.mocked(startFileWorker).mockReturnValue(worker as unknown as Worker);
  jest.mocked(traceFileSteps).mockImplementation(async function* () {
    yield { kind: 'parsing' };
    yield DONE;
  });
});
const run = () => stepsOfFile(file, (step) => steps.push(step), abort.signal);

it('gives the file to a worker, passes its steps on, and ends it', async () => {
  const running = run();
  expect(worker.got).toEqual([file]);
  worker.onmessage!({ data: { kind: 'read', bytes: 2 } });
  worker.onmessage!({ data: DONE });
  await running;
  expect(steps).toEqual([{ kind: 'read', bytes: 2 }, DONE]);
  expect(worker.isEnded).toBe(true);
  expect(traceFileSteps).not.toHaveBeenCalled();
});

it('reads the file itself where no worker can be made', async () => {
  jest.mocked(startFileWorker).mockImplementation(() => {
    throw new DOMException('no', 'SecurityError');
  });
  await run();
  expect(steps).toEqual([{ kind: 'parsing' }, DONE]);
});

it('reads the file itself where a worker does not start', async () => {
  const running = run();
  worker.onerror!({ preventDefault: () => undefined });
  await running;
  expect(steps).toEqual([{ kind: 'parsing' }, DONE]);
  expect(worker.isEnded).toBe(true);
});

it('says so when a worker ends in the middle', async () => {
  const running = run();
  worker.onmessage!({ data: { kind: 'parsing' } });
  worker.onerror!({ preventDefault: () => undefined });
  await running;
  expect(steps.at(-1)).toMatchObject({ kind: 'failed', message: expect.stringContaining('memory') });
  expect(traceFileSteps).not.toHaveBeenCalled();
});

it('ends the worker when it is aborted', async () => {
  const running = run();
  abort.abort();
  await running;
  expect(worker.isEnded).toBe(true);
  expect(steps).toEqual([]);
});
