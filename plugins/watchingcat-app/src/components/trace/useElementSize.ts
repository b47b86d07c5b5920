// The size of an element, kept up to date. Before the first measurement (and where nothing is ever laid out, as in tests) it is a
// plausible one, so that something is drawn.
import { useEffect, useState } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
}

const ASSUMED: Size = { width: 1_000, height: 600 };

/** Give `setElement` to the element as its ref. */
export function useElementSize(): {
  readonly size: Size;
  readonly element: HTMLElement | null;
  readonly setElement: (element: HTMLElement | null) => void;
} {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [size, setSize] = useState(ASSUMED);
  useEffect(() => {
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) =>
      setSize({ width: entry.contentRect.width, height: entry.contentRect.height }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return { size, element, setElement };
}
