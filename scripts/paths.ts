// Where things are in the checkout, and the one Node that runs them.
import { dirname, join } from 'node:path';

export const ROOT = dirname(import.meta.dirname);
export const SERVER = join(ROOT, 'packages/server/bin/watchingcat.mjs');
export const DEMO = join(ROOT, 'demo/src/main.ts');
export const PLUGIN = join(ROOT, 'plugins/watchingcat-app');
export const SHELL = join(ROOT, 'packages/shell');
/** A program of an installed package, by its path below node_modules. */
export const installed = (path: string): string => join(ROOT, 'node_modules', path);
