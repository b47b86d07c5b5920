// What jsdom lacks and components need: media queries, observers of size and visibility, encoders, a canvas. Only these edges are
// replaced; a canvas gives no context, so drawing code must do without, as it must in a browser that is out of canvas memory.
import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { TextDecoder, TextEncoder } from 'node:util';

class NoObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
}

Object.assign(globalThis, { TextDecoder, TextEncoder, ResizeObserver: NoObserver, IntersectionObserver: NoObserver });

Object.defineProperty(globalThis, 'matchMedia', {
  writable: true,
  value: (query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    dispatchEvent: () => false,
  }),
});

HTMLCanvasElement.prototype.getContext = () => null;

// Ceilings, not expectations: a busy machine compiles a page's chunk in seconds.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 20_000 });
