// A Node script that says on one of its lines that it is ready.
import { startChild, type Child } from './children.ts';

/** The stack's own variable is not for the product, which refuses names with its prefix that it does not know. */
const NOT_FOR_CHILDREN = { WATCHINGCAT_STACK_CACHE: undefined };

export interface StartOptions<Found> {
  readonly env: NodeJS.ProcessEnv;
  /** Makes something of a line, or undefined; the first that it makes resolves the promise, and no further line is looked at. */
  readonly find: (line: string) => Found | undefined;
  /** Gets the child at once, so that it can be ended while it starts. */
  readonly onStarted: (child: Child) => void;
  /** Gets told, with a sentence for people, when the child ends after it was ready. */
  readonly onEnded?: (message: string) => void;
}

/** @throws Error when the script ends before a line is found */
export function startUntilLine<Found>(
  name: string,
  script: string,
  args: readonly string[],
  { env, find, onStarted, onEnded }: StartOptions<Found>,
): Promise<Found> {
  return new Promise((resolve, reject) => {
    let isReady = false;
    const child = startChild(name, script, args, { ...NOT_FOR_CHILDREN, ...env }, (line) => {
      const found = isReady ? undefined : find(line);
      if (found === undefined) return;
      isReady = true;
      resolve(found);
    });
    onStarted(child);
    void child.ended.then((reason) => {
      if (isReady) onEnded?.(`${name} ended unexpectedly (${reason}).`);
      else reject(new Error(`${name} ended (${reason}); its reason is above.`));
    });
  });
}
