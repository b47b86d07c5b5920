// Asks the back-end for what the place in the editor wants, once typing rests. Typing on cancels the question; what fails is not shown,
// because the editor works without it.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AttributeAnswers } from '../attributes/AttributeAnswers';
import type { AskedAtPlace } from './choicesAt';

/** Longer than between two keys of someone who types, and too short to be waited for. */
const REST_MS = 150;

/** @returns asks for a place; `undefined` cancels. Each answer that comes renders again. */
export function useAskWhileTyping(answers: AttributeAnswers): (asked: AskedAtPlace | undefined) => void {
  const [, setCount] = useState(0);
  const running = useRef<{ readonly abort: AbortController; readonly timer: number } | undefined>(undefined);
  const cancel = useCallback(() => {
    clearTimeout(running.current?.timer);
    running.current?.abort.abort();
    running.current = undefined;
  }, []);
  useEffect(() => cancel, [answers, cancel]);
  return useCallback(
    (asked) => {
      cancel();
      if (asked === undefined || isKnown(answers, asked)) return;
      const abort = new AbortController();
      const load = async () => {
        try {
          if ('values' in asked) await answers.loadValues(asked.values, abort.signal);
          else await answers.loadNames(asked.names, abort.signal);
          if (!abort.signal.aborted) setCount((count) => count + 1);
        } catch {
          // Nothing to do: see above.
        }
      };
      running.current = { abort, timer: window.setTimeout(() => void load(), REST_MS) };
    },
    [answers, cancel],
  );
}

function isKnown(answers: AttributeAnswers, asked: AskedAtPlace): boolean {
  return ('values' in asked ? answers.values(asked.values) : answers.names(asked.names)) !== undefined;
}
