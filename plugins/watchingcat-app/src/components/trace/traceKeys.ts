// The keys of a trace view, for people. What they do is in useTraceRows.

export const TRACE_KEYS = [
  ['j k ↓ ↑', 'next, previous row; Home, End, Page Up, Page Down go further'],
  ['→ ←', 'open, close a subtree or a run; to a child, to the row above'],
  ['p', 'to the parent'],
  ['Enter', 'span details; opens and closes a run'],
  ['Esc', 'close details, then clear the search'],
  ['/', 'search'],
  ['n N', 'next, previous match (without a search: error)'],
  ['m', 'matches and their ancestors only'],
  ['c e', 'collapse all, expand all'],
  ['1 … 9', 'open as many levels'],
  ['s r', 'fold by service, fold repeats'],
  ['o', 'colour by service, kind, status, own time'],
  ['+ −', 'zoom in, out around the span (or Ctrl and wheel)'],
  ['[ ]', 'earlier, later (or Shift and wheel)'],
  ['z 0', 'zoom to the span, show all of the time'],
] as const;
