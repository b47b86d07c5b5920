// A Node script that says on one of its lines that it is ready.
import { startChild, type Child } from '../children.ts';

export interface ReadyChild<Found> {
  readonly child: Child;
  readonly found: Found;
}

/** The stack's own variable is not for the product, which refuses names with its prefix that it does not know. */
const NOT_FOR_CHILDREN = { WATCHINGCAT_STACK_CACHE: undefined };

/**
 * @param find makes something of a line, or undefined; the first that it makes resolves the promise
 * @param onStarted gets the child at once, so that it can be ended while it starts
 * @throws Error when the script ends before such a line
 */
export function startUntilLine<Found>(
  name: string,
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  find: (line: string) => Found | undefined,
  onStarted: (child: Child) => void,
): Promise<ReadyChild<Found>> {
  return new Promise((resolve, reject) => {
    const child = startChild(name, script, args, { ...NOT_FOR_CHILDREN, ...env }, (line) => {
      const found = find(line);
      if (found !== undefined) resolve({ child, found });
    });
    onStarted(child);
    void child.ended.then((reason) => reject(new Error(`${name} ended (${reason}); its reason is above.`)));
  });
}
