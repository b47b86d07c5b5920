// What a person chose in a flame graph. Pages keep it in the address, panels in themselves.
import type { FrameName } from '@watchingcat/analysis';
import type { FlameMode } from './flameGraphData';
import type { Direction } from './flameView';

export const FLAME_SHOWS = ['graph', 'both', 'table'] as const;
export type FlameShow = (typeof FLAME_SHOWS)[number];

/** What the graph is of: one of its modes, or the callers and callees of one function. */
export type FlameView = FlameMode | 'sandwich';

export interface FlameState {
  readonly mode: FlameMode;
  readonly direction: Direction;
  readonly show: FlameShow;
  readonly search: string;
  /** Whose callers and callees are shown; undefined: the whole graph is. */
  readonly of: FrameName | undefined;
  /** What is zoomed to, as `FlameBoxes.focusOf` names it; undefined: all is shown. */
  readonly focus: number | undefined;
}

/** `replace`: not worth a step of Back, as typing is not. */
export type ChangeFlameState = (changes: Partial<FlameState>, options?: { readonly replace: boolean }) => void;

export const FIRST_FLAME_STATE: FlameState = {
  mode: 'merged',
  direction: 'icicle',
  show: 'both',
  search: '',
  of: undefined,
  focus: undefined,
};
