// The list under the editor: what is offered, which one is meant, and the keys that move through it.
import { useState, type KeyboardEvent } from 'react';
import type { Choice, SeenValues } from './choicesAt';
import type { Language } from './useLanguage';

export interface ChoicesState {
  readonly isOpen: boolean;
  readonly list: readonly Choice[];
  /** -1 while none is meant, so that Enter runs the query. */
  readonly active: number;
  readonly openAt: (text: string, position: number) => void;
  readonly close: () => void;
  readonly take: (index: number) => void;
  /** Whether the key was for the list. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
}

interface Open {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly list: readonly Choice[];
  readonly active: number;
}

/** @param onTake the text with the choice in it, and the place behind the choice */
export function useChoices(
  language: Language | undefined,
  text: string,
  seen: SeenValues,
  onTake: (text: string, position: number) => void,
): ChoicesState {
  const [open, setOpen] = useState<Open>();
  // A list for another text is of no use: the query was changed elsewhere.
  const current = open?.text === text ? open : undefined;
  const list = current?.list ?? NONE;
  const active = current?.active ?? -1;

  const openAt = (next: string, position: number) => {
    const found = language?.choicesAt(next, position, seen);
    if (found === undefined || found.choices.length === 0) return setOpen(undefined);
    const { from, to, choices } = found;
    const isWhole = choices[0].text === next.slice(from, to);
    // Where nothing has been typed yet, Enter should run the query.
    setOpen({ text: next, from, to, list: choices, active: position > from && !isWhole ? 0 : -1 });
  };
  const close = () => setOpen(undefined);
  const take = (index: number) => {
    if (current === undefined) return;
    const choice = list[index].text;
    const space = /[.({]$/.test(choice) || /^\s/.test(text.slice(current.to)) ? '' : ' ';
    const before = text.slice(0, current.from) + choice + space;
    const next = before + text.slice(current.to);
    onTake(next, before.length);
    openAt(next, before.length);
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const { key } = event;
    if (key === ' ' && event.ctrlKey && event.currentTarget instanceof HTMLTextAreaElement) {
      openAt(text, event.currentTarget.selectionStart);
      return true;
    }
    if (current === undefined) return false;
    switch (key) {
      case 'ArrowDown':
        setOpen({ ...current, active: (active + 1) % list.length });
        return true;
      case 'ArrowUp':
        setOpen({ ...current, active: (active <= 0 ? list.length : active) - 1 });
        return true;
      case 'Escape':
        close();
        return true;
      case 'Tab':
        if (event.shiftKey) return false;
        take(Math.max(0, active));
        return true;
      case 'Enter':
        if (event.shiftKey || active < 0) return false;
        take(active);
        return true;
      case 'ArrowLeft':
      case 'ArrowRight':
      case 'Home':
      case 'End':
        close(); // the caret leaves the place for which this was offered
        return false;
      default:
        return false;
    }
  };
  return { isOpen: current !== undefined, list, active, openAt, close, take, onKeyDown };
}

const NONE: readonly Choice[] = [];
