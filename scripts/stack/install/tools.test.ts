import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasTool, outputOf, runTool } from './tools.ts';

it('tells a tool that is here from one that is not', () => {
  expect([hasTool(process.execPath), hasTool('no-such-tool-anywhere')]).toEqual([true, false]);
});

it('gives the output of a program that succeeds, and nothing of one that fails', () => {
  expect(outputOf(process.execPath, ['-p', '6 * 7'])).toBe('42\n');
  expect(outputOf(process.execPath, ['-e', 'process.exit(3)'])).toBeUndefined();
});

it('says with its last words why a tool failed', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'watchingcat-tool-'));
  const script = 'console.error("dependency not found"); process.exit(7)';
  const run = runTool(process.execPath, ['-e', script], { what: 'Jaeger: building', cwd, onProgress: () => {} });
  await expect(run).rejects.toThrow(/^Jaeger: building failed: .* ended with 7[^]*dependency not found/);
  rmSync(cwd, { recursive: true });
});
