import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installOnce, stackCache } from './cache.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'watchingcat-cache-'))));
afterEach(() => rmSync(root, { recursive: true }));

it.each([
  [{ WATCHINGCAT_STACK_CACHE: '/cache', XDG_CACHE_HOME: '/xdg' }, '/cache'],
  [{ XDG_CACHE_HOME: '/xdg' }, '/xdg/watchingcat/stack'],
  [{ WATCHINGCAT_STACK_CACHE: '' }, '/home/a/.cache/watchingcat/stack'],
])('with %j is in %s', (env, expected) => expect(stackCache(env, '/home/a')).toBe(expected));

it('builds once, and not again while the directory is there', async () => {
  let builds = 0;
  const build = async (cwd: string) => writeFileSync(join(cwd, 'program'), `build ${++builds}`);
  await installOnce(join(root, 'a-1'), build);
  await installOnce(join(root, 'a-1'), build);
  expect(readFileSync(join(root, 'a-1', 'program'), 'utf8')).toBe('build 1');
});

it('leaves nothing of a build that fails', async () => {
  const failing = installOnce(join(root, 'a-1'), async (cwd) => {
    writeFileSync(join(cwd, 'half'), '');
    throw new Error('no network');
  });
  await expect(failing).rejects.toThrow('no network');
  expect(readdirSync(root)).toEqual([]);
});

it("keeps the other run's build when that finished first", async () => {
  const directory = join(root, 'a-1');
  await installOnce(directory, async () => {
    mkdirSync(directory);
    writeFileSync(join(directory, 'program'), 'theirs');
  });
  expect(readFileSync(join(directory, 'program'), 'utf8')).toBe('theirs');
  expect(readdirSync(root)).toEqual(['a-1']);
});

it('removes what a killed run left behind, and leaves a running one alone', async () => {
  mkdirSync(join(root, 'a-1.unfinished-999999999'));
  mkdirSync(join(root, `a-1.unfinished-${process.ppid}`));
  await installOnce(join(root, 'a-1'), async () => {});
  expect(existsSync(join(root, 'a-1.unfinished-999999999'))).toBe(false);
  expect(existsSync(join(root, `a-1.unfinished-${process.ppid}`))).toBe(true);
});
