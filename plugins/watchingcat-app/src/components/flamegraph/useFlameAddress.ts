// What of a flame graph stands in the address: `frames` (merged when not given), `focus`, `q`, `show`, `direction`, `of` (whose callers and
// callees are shown, as JSON of service and operation) and `at` (the box that is zoomed to there). Typing is no step of Back.
import type { FrameName } from '@watchingcat/analysis';
import { useCallback, useMemo } from 'react';
import { useUrlState } from '../../state/useUrlState';
import { FLAME_MODES } from './flameGraphData';
import { FIRST_FLAME_STATE, FLAME_SHOWS, type ChangeFlameState, type FlameState } from './flameState';
import { DIRECTIONS } from './flameView';

/** How what is zoomed to in the whole graph is named. */
export interface FocusNames {
  readonly encode: (focus: number) => string;
  readonly decode: (text: string) => number | undefined;
}

/** Its number, which is the same as long as the graph is. */
export const FOCUS_BY_NUMBER: FocusNames = {
  encode: String,
  decode: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined),
};

/** @param names the same object at each rendering */
export function useFlameAddress(names: FocusNames): {
  readonly state: FlameState;
  readonly onChange: ChangeFlameState;
} {
  const [params, changeUrl] = useUrlState();
  const focusText = params.get('focus') ?? '';
  const focus = useMemo(() => names.decode(focusText), [names, focusText]);
  const ofText = params.get('of') ?? '';
  const of = useMemo(() => decodeName(ofText), [ofText]);
  const onChange = useCallback<ChangeFlameState>(
    ({ mode, direction, show, search, ...changes }, options) => {
      const zoomed = changes.focus;
      changeUrl(
        {
          ...(mode && { frames: unlessFirst('mode', mode) }),
          ...(direction && { direction: unlessFirst('direction', direction) }),
          ...(show && { show: unlessFirst('show', show) }),
          ...(search !== undefined && { q: search }),
          // Another function begins without a zoom; the whole graph's stays for the way back to it.
          ...('of' in changes
            ? { of: changes.of && JSON.stringify([changes.of.service, changes.of.operation]), at: undefined }
            : 'focus' in changes && {
                [of === undefined ? 'focus' : 'at']:
                  zoomed === undefined ? undefined : (of === undefined ? names : FOCUS_BY_NUMBER).encode(zoomed),
              }),
        },
        options,
      );
    },
    [changeUrl, names, of],
  );
  const state = {
    mode: oneOf(FLAME_MODES, params.get('frames')) ?? FIRST_FLAME_STATE.mode,
    direction: oneOf(DIRECTIONS, params.get('direction')) ?? FIRST_FLAME_STATE.direction,
    show: oneOf(FLAME_SHOWS, params.get('show')) ?? FIRST_FLAME_STATE.show,
    search: params.get('q') ?? '',
    of,
    focus: of === undefined ? focus : FOCUS_BY_NUMBER.decode(params.get('at') ?? ''),
  };
  return { state, onChange };
}

/** Undefined for a text that is none of ours. */
function decodeName(text: string): FrameName | undefined {
  if (text === '') return undefined;
  try {
    const name: unknown = JSON.parse(text);
    if (!Array.isArray(name) || typeof name[0] !== 'string' || typeof name[1] !== 'string') return undefined;
    return { service: name[0], operation: name[1] };
  } catch {
    return undefined;
  }
}

function oneOf<Word extends string>(words: readonly Word[], text: string | null): Word | undefined {
  return words.find((word) => word === text);
}

/** What is shown without being asked for needs no place in the address. */
function unlessFirst<Key extends keyof FlameState>(key: Key, value: FlameState[Key] & string): string | undefined {
  return value === FIRST_FLAME_STATE[key] ? undefined : value;
}
