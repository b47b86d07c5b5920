// Tests of components that this machine cannot install are skipped, and `npm run test:stack` says which and why.
import type { ComponentName } from './components.ts';

/** Set by scripts/tasks/testStack.ts: what was skipped, separated by commas. */
export const SKIPPED_VARIABLE = 'WATCHINGCAT_STACK_SKIPPED';

/** Jest's `it` where all of these are installed, else its `it.skip`. */
export function itNeeding(...components: readonly ComponentName[]): jest.It {
  return isInstalled(...components) ? it : it.skip;
}

export function isInstalled(...components: readonly ComponentName[]): boolean {
  const skipped = (process.env[SKIPPED_VARIABLE] ?? '').split(',');
  return !components.some((component) => skipped.includes(component));
}
