// The keys of a flame graph, for people. What they do is in useFlameGraph.
import type { KeyHelp } from '../KeyList';

export const FLAME_KEYS: KeyHelp = [
  ['↓ ↑', 'to the frame on the next row, on the row above'],
  ['← →', 'to the neighbours'],
  ['Enter', 'zoom to the frame'],
  ['Backspace', 'zoom out by one frame'],
  ['c', 'callers and callees of the frame, or the whole graph again'],
  ['m', 'menu of the frame (or the right button)'],
  ['Esc', 'show everything, then the whole graph, then clear the search'],
  ['/', 'search'],
  ['n N', 'next, previous match'],
  ['Home', 'to the root'],
  ['o', 'open what the frame was made of'],
];
