// A number that a person set by dragging (a width), kept in the browser for the next visit.
import { useCallback, useState } from 'react';
import { readStored, writeStored } from '../../state/storage';

/** @param key undefined: kept while the component lives only */
export function useStoredNumber(key: string | undefined, initial: number): [number, (value: number) => void] {
  const [value, setValue] = useState(() => read(key));
  const change = useCallback(
    (next: number) => {
      setValue(next);
      if (key !== undefined) writeStored(key, String(next));
    },
    [key],
  );
  return [value ?? initial, change];
}

function read(key: string | undefined): number | undefined {
  const text = key === undefined ? undefined : readStored(key);
  const value = text === undefined ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}
