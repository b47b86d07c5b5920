import type { AnalysisProgress } from '@watchingcat/analysis';
import { ProgressLines } from './progressLines.ts';

function read(text: string, size: number) {
  const told: AnalysisProgress[] = [];
  const lines = new ProgressLines((progress) => told.push(progress));
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) lines.push(bytes.subarray(at, at + size));
  return { told, answer: lines.answer };
}
const TOLD = '{"progress":{"traces":1,"of":2}}\n{"progress":{"traces":2,"of":2}}\n';

it.each([1, 2, 7, 1_000])('tells progress and gives the answer, whose bytes come %i at a time', (size) => {
  expect(read(`${TOLD}{"answer":{"name":"größte"}}\n`, size)).toEqual({
    told: [
      { traces: 1, of: 2 },
      { traces: 2, of: 2 },
    ],
    answer: { status: 200, body: { name: 'größte' } },
  });
});

it('gives the problem with its status, as if it had been answered so', () => {
  const problem = { type: 'urn:watchingcat:problem:timeout', status: 504, detail: 'too long' };
  expect(read(`${TOLD}${JSON.stringify({ problem })}\n`, 9).answer).toEqual({ status: 504, body: problem });
});

it('has no answer when the lines break off', () => expect(read(`${TOLD}{"answer":{"na`, 9).answer).toBeUndefined());

it.each(['<html></html>\n', '[]\n', '{"progress":{"traces":"x"}}\n', '{"problem":"none"}\n'])(
  'refuses %j, which is no such answer',
  (text) => expect(() => read(text, 100)).toThrow(),
);
