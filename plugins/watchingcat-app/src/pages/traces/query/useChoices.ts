// The list under the editor: what is offered, which one is meant, and the keys that move through it.
import { useState, type KeyboardEvent } from 'react';
import type { AttributeAnswers } from '../attributes/AttributeAnswers';
import type { Choice, SeenValues } from './choicesAt';
import { useAskWhileTyping } from './useAskWhileTyping';
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
  readonly position: number;
  /** The text of the choice that is meant: answers of a back-end may put others before it. */
  readonly meant: string | undefined;
}

/**
 * @param answers what a back-end said of attributes
 * @param onTake the text with the choice in it, and the place behind the choice
 */
export function useChoices(
  language: Language | undefined,
  text: string,
  seen: SeenValues,
  answers: AttributeAnswers,
  onTake: (text: string, position: number) => void,
): ChoicesState {
  const [open, setOpen] = useState<Open>();
  const ask = useAskWhileTyping(answers);
  // A list for another text is of no use: the query was changed elsewhere.
  const current = open?.text === text ? open : undefined;
  const found = current && language?.choicesAt(text, current.position, seen, answers);
  const list = found?.choices ?? NONE;
  const active = list.findIndex((choice) => choice.text === current?.meant);

  const openAt = (next: string, position: number) => {
    if (language === undefined) return setOpen(undefined);
    const { from, to, choices } = language.choicesAt(next, position, seen, answers);
    const [first] = choices;
    // Where nothing has been typed yet, Enter should run the query.
    const isMeant = first !== undefined && position > from && first.text !== next.slice(from, to);
    setOpen({ text: next, position, meant: isMeant ? first.text : undefined });
    ask(language.askedAt(next, position));
  };
  const close = () => {
    setOpen(undefined);
    ask(undefined);
  };
  const mean = (index: number) => current && setOpen({ ...current, meant: list[index].text });
  const take = (index: number) => {
    if (found === undefined) return;
    const choice = list[index].text;
    const space = /[.({]$/.test(choice) || /^\s/.test(text.slice(found.to)) ? '' : ' ';
    const before = text.slice(0, found.from) + choice + space;
    const next = before + text.slice(found.to);
    onTake(next, before.length);
    openAt(next, before.length);
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const { key } = event;
    if (key === ' ' && event.ctrlKey && event.currentTarget instanceof HTMLTextAreaElement) {
      openAt(text, event.currentTarget.selectionStart);
      return true;
    }
    if (list.length === 0) return false;
    switch (key) {
      case 'ArrowDown':
        mean((active + 1) % list.length);
        return true;
      case 'ArrowUp':
        mean((active <= 0 ? list.length : active) - 1);
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
  return { isOpen: list.length > 0, list, active, openAt, close, take, onKeyDown };
}

const NONE: readonly Choice[] = [];
