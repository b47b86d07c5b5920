// What a person chose in a flame graph. Pages keep it in the address, panels in themselves.
import type { FlameMode } from './flameGraphData';
import type { Direction } from './flameView';

export const FLAME_SHOWS = ['graph', 'both', 'table'] as const;
export type FlameShow = (typeof FLAME_SHOWS)[number];

export interface FlameState {
  readonly mode: FlameMode;
  readonly direction: Direction;
  readonly show: FlameShow;
  readonly search: string;
  /** See `FlameBoxes.boxOf`; undefined: all is shown. */
  readonly focus: number | undefined;
}

/** `replace`: not worth a step of Back, as typing is not. */
export type ChangeFlameState = (changes: Partial<FlameState>, options?: { readonly replace: boolean }) => void;

export const FIRST_FLAME_STATE: FlameState = {
  mode: 'merged',
  direction: 'icicle',
  show: 'both',
  search: '',
  focus: undefined,
};
