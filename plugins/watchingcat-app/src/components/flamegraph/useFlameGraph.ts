// The state of a flame graph beyond its props, and every move in it.
import {
  frameFunctions,
  marksBefore,
  markedShare,
  NO_FRAME,
  searchNames,
  type FlameFrames,
  type FrameName,
} from '@watchingcat/analysis';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { flameBoxes, type FlameGraphData } from './flameGraphData';
import type { ChangeFlameState, FlameState, FlameView } from './flameState';
import { isInWindow } from './flameView';
import { sandwichBoxes } from './sandwichBoxes';

interface FlameGraphArguments {
  readonly data: FlameGraphData;
  readonly state: FlameState;
  readonly onChange: ChangeFlameState;
  readonly onOpenSpan: ((row: number) => void) | undefined;
}

export function useFlameGraph({ data, state, onChange, onOpenSpan }: FlameGraphArguments) {
  const { of } = state;
  const sandwich = useMemo(() => of && sandwichBoxes(data, of), [data, of]);
  const mode = data.spans === undefined || sandwich !== undefined ? 'merged' : state.mode;
  const whole = useMemo(() => flameBoxes(data, mode), [data, mode]);
  const boxes = sandwich?.boxes ?? whole;
  const { layout } = boxes;
  const { lanes, parent } = layout;
  const focus = state.focus === undefined ? undefined : boxes.boxOf(state.focus);
  const windowAt = useCallback((lane: number) => boxes.windowAt(lane, focus), [boxes, focus]);
  const isSeen = (box: number) => isInWindow(layout, box, windowAt(lanes.lane[box]));

  const query = useDeferredValue(state.search);
  const isMatch = useMemo(() => searchNames(layout, query), [layout, query]);
  const matchesBefore = useMemo(
    () => isMatch && marksBefore(lanes, (box) => isMatch[layout.name[box]] === 1),
    [isMatch, lanes, layout],
  );
  // Names are the same in both modes, so what was found is the same part of the whole.
  const matches = useMemo(
    () => isMatch && matchesBefore && { count: matchesBefore[layout.size], share: markedShare(data.frames, isMatch) },
    [isMatch, matchesBefore, layout, data],
  );

  // The active box, as what it would be zoomed by: it stays when the mode changes, but not when the graph is about something else.
  const [movedTo, setMovedTo] = useState<{
    focus: number;
    whenFocused: number | undefined;
    of: FrameName | undefined;
  }>();
  const isHere = movedTo !== undefined && movedTo.whenFocused === state.focus && movedTo.of === of;
  const active = isHere ? movedTo.focus : state.focus;
  const cursor = active === undefined ? undefined : boxes.boxOf(active);
  const at = cursor ?? focus;

  const focusOn = (box: number | undefined) => {
    const isAll = box === undefined || (layout.width[box] > 0 && layout.width[box] === layout.extent);
    const next = isAll ? undefined : boxes.focusOf(box);
    setMovedTo(box === undefined ? undefined : { focus: boxes.focusOf(box), whenFocused: next, of });
    if (next !== state.focus) onChange({ focus: next });
  };
  const moveTo = (box: number | undefined) => {
    if (box === undefined || box < 0 || box >= layout.size) return;
    setMovedTo({ focus: boxes.focusOf(box), whenFocused: isSeen(box) ? state.focus : undefined, of });
    if (!isSeen(box)) onChange({ focus: undefined });
  };
  const showOf = (name: FrameName | undefined) => onChange({ of: name, focus: undefined });
  /** Callers and callees of what a box is named by; of the function itself, back to the whole graph. */
  const toggleSandwich = (box: number | undefined) => {
    const name = box === undefined ? undefined : layout.names[layout.name[box]];
    if (name !== undefined) showOf(sandwich !== undefined && layout.name[0] === layout.name[box!] ? undefined : name);
  };
  const showView = (view: FlameView) => {
    if (view !== 'sandwich')
      onChange(of === undefined ? { mode: view } : { mode: view, of: undefined, focus: undefined });
    else if (at !== undefined) toggleSandwich(at);
    else showOf(largestFunction(data.frames));
  };
  const besides = (step: 1 | -1) => {
    if (at === undefined) return moveTo(0);
    const place = lanes.place[at] + step;
    const lane = lanes.lane[at];
    if (place >= lanes.first[lane] && place < lanes.first[lane + 1]) moveTo(lanes.boxes[place]);
  };
  const down = () => moveTo(at === undefined ? 0 : boxes.below(at));
  const up = () => moveTo(at === undefined ? 0 : boxes.above(at));
  const toMatch = (step: 1 | -1) => {
    const isTyped = searchNames(layout, state.search); // what is shown may still be of the text before the last key
    if (isTyped === undefined) return;
    const { size, name } = layout;
    for (let i = 1, box = at ?? (step === 1 ? -1 : size); i <= size; i++) {
      box = (box + step + size) % size;
      if (isTyped[name[box]]) return moveTo(box);
    }
  };
  const escape = () => {
    if (state.focus !== undefined) focusOn(undefined);
    else if (of !== undefined) showOf(undefined);
    else if (state.search !== '') onChange({ search: '' }, { replace: true });
  };
  const widen = () => {
    if (focus !== undefined) focusOn(parent[focus] === NO_FRAME ? undefined : parent[focus]);
  };
  const open = () => {
    if (at !== undefined) onOpenSpan?.(boxes.rowOf(at));
  };
  const isIcicle = state.direction === 'icicle';
  const keys = {
    ArrowDown: isIcicle ? down : up,
    ArrowUp: isIcicle ? up : down,
    ArrowRight: () => besides(1),
    ArrowLeft: () => besides(-1),
    Home: () => moveTo(0),
    Enter: () => focusOn(at),
    o: open,
    c: () => toggleSandwich(at),
    Backspace: widen,
    Escape: escape,
    n: () => toMatch(1),
    N: () => toMatch(-1),
  };
  return {
    mode,
    boxes,
    sandwich,
    windowAt,
    focus,
    cursor,
    isMatch,
    matches,
    matchesBefore,
    focusOn,
    showOf,
    showView,
    toggleSandwich,
    toMatch,
    keys,
  };
}

/** Where a person who names nobody most likely wants to look: whose own part is the largest. */
function largestFunction(frames: FlameFrames): FrameName | undefined {
  const functions = frameFunctions(frames);
  const largest = functions.reduce((most, one) => (one.self > most.self ? one : most), functions[0]);
  return largest && frames.names[largest.name];
}
