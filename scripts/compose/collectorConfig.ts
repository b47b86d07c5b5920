// The Collector's configuration out of several files, merged as the Collector does it: maps become one, everything else is replaced
// (https://opentelemetry.io/docs/collector/configuration/#location).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './composeFile.ts';

export interface Pipeline {
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}

type Components = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface CollectorConfig {
  readonly extensions: Components;
  readonly receivers: Components;
  readonly processors: Components;
  readonly connectors: Components;
  readonly exporters: Components;
  readonly service: { readonly extensions: readonly string[]; readonly pipelines: Readonly<Record<string, Pipeline>> };
}

type Tree = Record<string, unknown>;

/** @param files below deploy/, in the order of their --config options */
export function readCollectorConfig(...files: readonly string[]): CollectorConfig {
  const trees = files.map((file) => parse(readFileSync(join(ROOT, 'deploy', file), 'utf8')) as Tree);
  return trees.reduce(merge) as unknown as CollectorConfig;
}

function merge(below: Tree, above: Tree): Tree {
  const merged = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const old = merged[key];
    merged[key] = isTree(old) && isTree(value) ? merge(old, value) : value;
  }
  return merged;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
