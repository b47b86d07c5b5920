// Calls a function of our own in a browser, for what must be as fast there as on Node.
import { build } from 'esbuild';
import { ROOT } from '../../scripts/paths.ts';
import { withBrowser } from './tracePage.ts';

/**
 * @param file of a module that a browser can run, below the root of the repository
 * @param name of a function that it exports
 * @param args as JSON can hold them, as the answer must be
 */
export async function callInChromium<Answer>(file: string, name: string, args: readonly unknown[]): Promise<Answer> {
  const bundled = await build({
    entryPoints: [file],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'bench',
    minify: true,
    target: 'es2022',
  });
  return withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.addScriptTag({ content: bundled.outputFiles[0].text });
    return page.evaluate(
      ({ called, given }) =>
        (globalThis as unknown as { bench: Record<string, (...values: readonly unknown[]) => unknown> }).bench[called](
          ...given,
        ) as Promise<Answer>,
      { called: name, given: args },
    );
  });
}
