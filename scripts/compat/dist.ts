// The built plugin package as the checks read it.
import { globSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import type { Use } from './bundle.ts';

/** Text of every script by path below `dist`. @throws Error when nothing is built */
export function readScripts(dist: string): Map<string, string> {
  const files = globSync('**/*.js', { cwd: dist }).sort();
  if (!files.includes('module.js')) throw new Error('The plugin is not built: run npm run build');
  return new Map(files.map((file) => [file, readFileSync(join(dist, file), 'utf8')]));
}

/** Names the source line of a use, or its place in the script where there is no source map. */
export function sourceLocator(dist: string, scripts: ReadonlyMap<string, string>): (use: Use) => string {
  const maps = new Map<string, SourceMap | undefined>();
  return ({ file, position }) => {
    if (!maps.has(file)) maps.set(file, readMap(join(dist, `${file}.map`)));
    const before = scripts.get(file)!.slice(0, position).split('\n');
    const line = before.length - 1;
    const column = before.at(-1)!.length;
    const entry = maps.get(file)?.findEntry(line, column);
    if (entry === undefined || !('originalSource' in entry)) return `line ${line + 1}, column ${column + 1}`;
    return `${entry.originalSource.replace(/^webpack:\/\/[^/]*\//, '')}:${entry.originalLine + 1}`;
  };
}

function readMap(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(file, 'utf8')) as SourceMapPayload);
  } catch {
    return undefined; // a development build keeps it elsewhere
  }
}
