// A number that a person set by dragging (a width), kept in the browser for the next visit.
import { useCallback, useState } from 'react';

/** @param key undefined: kept while the component lives only */
export function useStoredNumber(key: string | undefined, initial: number): [number, (value: number) => void] {
  const [value, setValue] = useState(() => read(key));
  const change = useCallback(
    (next: number) => {
      setValue(next);
      write(key, next);
    },
    [key],
  );
  return [value ?? initial, change];
}

function read(key: string | undefined): number | undefined {
  if (key === undefined) return undefined;
  try {
    const text = window.localStorage.getItem(key);
    const value = text === null ? NaN : Number(text);
    return Number.isFinite(value) ? value : undefined;
  } catch {
    return undefined; // storage is off: the default it is
  }
}

function write(key: string | undefined, value: number): void {
  if (key === undefined) return;
  try {
    window.localStorage.setItem(key, String(value));
  } catch {
    // Storage is off or full; a width is not worth a message.
  }
}
