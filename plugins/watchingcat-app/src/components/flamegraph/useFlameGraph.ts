// The state of a flame graph beyond its props, and every move in it.
import { marksBefore, markedShare, NO_FRAME, searchNames } from '@watchingcat/analysis';
import { useDeferredValue, useMemo, useState } from 'react';
import { flameBoxes, type FlameGraphData } from './flameGraphData';
import type { ChangeFlameState, FlameState } from './flameState';
import { isInWindow, windowOf } from './flameView';

interface FlameGraphArguments {
  readonly data: FlameGraphData;
  readonly state: FlameState;
  readonly onChange: ChangeFlameState;
  readonly onOpenSpan: ((row: number) => void) | undefined;
}

export function useFlameGraph({ data, state, onChange, onOpenSpan }: FlameGraphArguments) {
  const mode = data.spans === undefined ? 'merged' : state.mode;
  const boxes = useMemo(() => flameBoxes(data, mode), [data, mode]);
  const { layout } = boxes;
  const { lanes, parent, subtreeSize } = layout;
  const focus = state.focus === undefined ? undefined : boxes.boxOf(state.focus);
  const window = useMemo(() => windowOf(layout, focus), [layout, focus]);

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

  // The active box, as a row: it stays when the mode changes.
  const [movedTo, setMovedTo] = useState<{ readonly row: number; readonly whenFocused: number | undefined }>();
  const row = movedTo !== undefined && movedTo.whenFocused === state.focus ? movedTo.row : state.focus;
  const cursor = row === undefined ? undefined : boxes.boxOf(row);

  const focusOn = (box: number | undefined) => {
    const isAll = box === undefined || (layout.width[box] > 0 && layout.width[box] === layout.extent);
    const next = isAll ? undefined : boxes.rowOf(box);
    setMovedTo(box === undefined ? undefined : { row: boxes.rowOf(box), whenFocused: next });
    if (next !== state.focus) onChange({ focus: next });
  };
  const moveTo = (box: number | undefined) => {
    if (box === undefined || box < 0 || box >= layout.size) return;
    const seen = isInWindow(layout, box, window);
    setMovedTo({ row: boxes.rowOf(box), whenFocused: seen ? state.focus : undefined });
    if (!seen) onChange({ focus: undefined });
  };
  const at = cursor ?? focus;
  const besides = (step: 1 | -1) => {
    if (at === undefined) return moveTo(0);
    const place = lanes.place[at] + step;
    const lane = lanes.lane[at];
    if (place >= lanes.first[lane] && place < lanes.first[lane + 1]) moveTo(lanes.boxes[place]);
  };
  const deeper = () => {
    if (at === undefined) moveTo(0);
    else if (subtreeSize[at] > 1) moveTo(at + 1);
  };
  const higher = () => {
    if (at === undefined) moveTo(0);
    else if (parent[at] !== NO_FRAME) moveTo(parent[at]);
  };
  const toMatch = (step: 1 | -1) => {
    if (isMatch === undefined) return;
    const { size, name } = layout;
    for (let i = 1, box = at ?? (step === 1 ? -1 : size); i <= size; i++) {
      box = (box + step + size) % size;
      if (isMatch[name[box]]) return moveTo(box);
    }
  };
  const escape = () => {
    if (state.focus !== undefined) focusOn(undefined);
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
    ArrowDown: isIcicle ? deeper : higher,
    ArrowUp: isIcicle ? higher : deeper,
    ArrowRight: () => besides(1),
    ArrowLeft: () => besides(-1),
    Home: () => moveTo(0),
    Enter: () => focusOn(at),
    o: open,
    Backspace: widen,
    Escape: escape,
    n: () => toMatch(1),
    N: () => toMatch(-1),
  };
  return { mode, boxes, window, focus, cursor, isMatch, matches, matchesBefore, focusOn, toMatch, keys };
}
