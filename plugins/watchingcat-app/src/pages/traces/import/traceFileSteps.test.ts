import { spansToOtlpJson } from '@watchingcat/model';
import { shopSpan, shopTrace } from '../../../components/trace/testing/shopTrace';
import { traceFileSteps, type FileStep } from './traceFileSteps';

const [span] = shopTrace().spanIds.map((id) => shopSpan(id)!);

/** jsdom's files have no streams. */
function fileOf(...parts: Uint8Array[]): File {
  const read = () => Promise.resolve(parts.length > 0 ? { done: false, value: parts.shift() } : { done: true });
  return { stream: () => ({ getReader: () => ({ read }) }) } as unknown as File;
}

async function stepsOf(file: File): Promise<FileStep[]> {
  const steps: FileStep[] = [];
  for await (const step of traceFileSteps(file)) steps.push(step);
  return steps;
}

it('gives all spans in batches, between what was read and the end', async () => {
  const spans = Array.from({ length: 4_500 }, (_, n) => ({
    ...span,
    traceId: (1 + (n % 3)).toString(16).padStart(32, '0'),
    spanId: (n + 1).toString(16).padStart(16, '0'),
  }));
  const bytes = new TextEncoder().encode(JSON.stringify(spansToOtlpJson(spans)));
  const steps = await stepsOf(fileOf(bytes.slice(0, 10), bytes.slice(10)));
  expect(steps.slice(0, 3)).toEqual([{ kind: 'read', bytes: 10 }, { kind: 'read', bytes: bytes.length }, { kind: 'parsing' }]);
  const batches = steps.filter((step) => step.kind === 'spans');
  expect(batches.map((step) => [step.spans.length, step.sent, step.of])).toEqual([[2_000, 2_000, 4_500], [2_000, 4_000, 4_500], [500, 4_500, 4_500]]);
  expect(new Set(batches.flatMap((step) => step.spans.map(({ spanId }) => spanId))).size).toBe(4_500);
  expect(steps.at(-1)).toEqual({ kind: 'done', warnings: [] });
}); // prettier-ignore

it('reads a character whose bytes come apart', async () => {
  const bytes = new TextEncoder().encode(JSON.stringify(spansToOtlpJson([{ ...span, operation: 'кот 🐱' }])));
  const at = bytes.indexOf(0xf0) + 2;
  const steps = await stepsOf(fileOf(bytes.slice(0, at), bytes.slice(at)));
  expect(steps.find((step) => step.kind === 'spans')?.spans[0].operation).toBe('кот 🐱');
});

it('ends with what is wrong, and never throws', async () => {
  expect((await stepsOf(fileOf(new TextEncoder().encode('no')))).at(-1)).toMatchObject({
    kind: 'failed',
    message: expect.stringContaining('not JSON'),
  });
  const broken = { stream: () => ({ getReader: () => ({ read: () => Promise.reject(new Error('gone')) }) }) };
  expect(await stepsOf(broken as unknown as File)).toEqual([{ kind: 'failed', message: 'gone' }]);
});
