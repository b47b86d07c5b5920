// Gives its children the rest of the window's height, as a column, so that the last one scrolls inside and the page does not.
import React, { useLayoutEffect, useState, type PropsWithChildren } from 'react';

/** A window lower than this scrolls as a page: rows need some room. */
const MIN_HEIGHT_PX = 480;
const BOTTOM_PX = 16;

export function FillHeight({ children }: PropsWithChildren) {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [height, setHeight] = useState(MIN_HEIGHT_PX);
  useLayoutEffect(() => {
    if (element === null) return undefined;
    const measure = () => {
      const top = element.getBoundingClientRect().top + window.scrollY;
      setHeight(Math.max(MIN_HEIGHT_PX, window.innerHeight - top - BOTTOM_PX));
    };
    measure();
    // What stands above may change its height (a notice, the page's header when fonts arrive).
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    if (element.parentElement) observer.observe(element.parentElement);
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [element]);
  return (
    <div ref={setElement} style={{ height, display: 'flex', flexDirection: 'column' }}>
      {children}
    </div>
  );
}
