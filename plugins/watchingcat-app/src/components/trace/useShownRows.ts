// Which lines the view has, and every way to change what is folded.
import {
  collapsedRows,
  FOLD,
  hiddenInParts,
  NOTHING_COLLAPSED,
  positionOf,
  revealRow,
  rowOfLine,
  shownRows,
  STATUS_ERROR,
  toggleRow,
  toggleRun,
  withAncestors,
  type Collapsed,
  type CollapseRule,
  type Line,
  type ShownRows,
} from '@watchingcat/analysis';
import { useMemo } from 'react';
import { decodeCollapsed, encodeCollapsed } from './collapsedText';
import type { TraceModel } from './traceModel';
import { useEvent } from './useEvent';

export interface ShownLines extends ShownRows {
  /** Undefined for a line that cannot be opened or closed. */
  readonly isOpen: (line: Line) => boolean | undefined;
  /** What a closed span hides. Runs tell that by their statistics. */
  readonly hiddenBy: (row: number) => { readonly spans: number; readonly errors: number };
}

const NOTHING_HIDDEN = { spans: 0, errors: 0 };

/** @param matches rows to show, with their ancestors and nothing else; undefined: all. Nothing is folded then. */
export function useShownRows(
  model: TraceModel,
  collapsedText: string,
  onCollapsedChange: (text: string) => void,
  matches: Uint32Array | undefined,
) {
  const { trace } = model;
  const collapsed = useMemo(() => decodeCollapsed(trace, collapsedText), [trace, collapsedText]);
  const { lines, closed, runs } = useMemo(() => linesOf(model, collapsed, matches), [model, collapsed, matches]);
  const setCollapsed = (next: Collapsed) => {
    if (next !== collapsed) onCollapsedChange(encodeCollapsed(trace, next));
  };
  const toggle = useEvent((line: Line) => {
    if (lines.isOpen(line) === undefined) return;
    setCollapsed(line < 0 ? toggleRun(collapsed, rowOfLine(line)) : toggleRow(collapsed, line));
  });
  return {
    lines,
    rule: collapsed.rule,
    foldRuns: collapsed.foldRuns,
    toggle,
    collapse: (rule: CollapseRule) =>
      setCollapsed({ ...NOTHING_COLLAPSED, rule, foldRuns: rule !== 'none' && collapsed.foldRuns }),
    setFoldRuns: (foldRuns: boolean) => setCollapsed({ ...collapsed, foldRuns, openRuns: new Set() }),
    /** Opens what hides a span. What a filter hides stays hidden. */
    reveal: (line: Line) => {
      if (matches !== undefined || lines.size === 0) return;
      const position = positionOf(lines, line);
      const isShown = position >= 0 && lines.row[position] === rowOfLine(line);
      if (line < 0 && isShown) return;
      setCollapsed(revealRow(trace, collapsed, closed, rowOfLine(line), runs));
    },
  };
}

function linesOf(model: TraceModel, collapsed: Collapsed, matches: Uint32Array | undefined) {
  const { trace } = model;
  if (matches !== undefined) {
    const closed = new Uint8Array(trace.size);
    const shown = shownRows(trace, closed, { keep: withAncestors(trace, matches) });
    return { closed, runs: undefined, lines: { ...shown, isOpen: () => undefined, hiddenBy: () => NOTHING_HIDDEN } };
  }
  const closed = collapsedRows(trace, collapsed, model.errorsBelow);
  const runs = collapsed.foldRuns ? model.runs() : undefined;
  const inParts = collapsed.rule === 'services' ? hiddenInParts(trace, closed) : undefined;
  const lines: ShownLines = {
    ...shownRows(trace, closed, { runs, openRuns: collapsed.openRuns }),
    isOpen: (line) => {
      if (line < 0) return collapsed.openRuns.has(rowOfLine(line));
      return trace.subtreeSize[line] > 1 ? closed[line] === FOLD.open : undefined;
    },
    hiddenBy: (row) => {
      if (closed[row] === FOLD.part && inParts) return { spans: inParts.spans[row], errors: inParts.errors[row] };
      if (closed[row] !== FOLD.subtree) return NOTHING_HIDDEN;
      const own = trace.status[row] === STATUS_ERROR ? 1 : 0;
      return { spans: trace.subtreeSize[row] - 1, errors: model.errorsBelow[row] - own };
    },
  };
  return { closed, runs, lines };
}
