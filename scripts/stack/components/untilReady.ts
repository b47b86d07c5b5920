// A started program is ready when it says so; a port that listens is not enough.
import { endProgram, logTail, type Program } from '../processes.ts';

const POLL_MS = 100;
const PATIENCE_MS = 90_000;

/**
 * Asks until `ready` gives something else than undefined; a rejection means "not yet".
 * @throws Error with the end of the program's log when it ends before, or takes too long (it is ended then)
 */
export async function untilReady<Answer>(
  program: Program,
  ready: () => Promise<Answer | undefined>,
  patienceMs = PATIENCE_MS,
): Promise<Answer> {
  const deadline = Date.now() + patienceMs;
  let result: number | string | undefined;
  void program.ended.then((ended) => (result = ended));
  while (Date.now() < deadline) {
    if (result !== undefined)
      throw new Error(
        `${program.name} ended (${result}) before it was ready. Its last words:\n${logTail(program.logFile)}`,
      );
    const answer = await ready().catch(() => undefined);
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  await endProgram(program);
  throw new Error(
    `${program.name} was not ready after ${patienceMs / 1000} s. Its last words:\n${logTail(program.logFile)}`,
  );
}

/** For `ready`: the URL answers 200. */
export async function answers(url: string): Promise<true | undefined> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
  await response.arrayBuffer();
  return response.ok ? true : undefined;
}
