// One trace, whoever has it: overview, minimap, waterfall and the open span. Pure of the data source and of the address bar: what is
// selected, searched, collapsed and zoomed comes in as props and goes out as calls.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { PathSegments } from '@watchingcat/analysis';
import type { Coverage, SpanDetails, Trace } from '@watchingcat/model';
import React, { useEffect, useId, useState, type ReactNode } from 'react';
import { CoverageNotice } from '../CoverageNotice';
import { SpanDrawer } from './drawer/SpanDrawer';
import type { TimeWindow } from './geometry/timeWindow';
import type { TraceLinks } from './links';
import { Minimap } from './overview/Minimap';
import { OddityNotice } from './overview/OddityNotice';
import { ServiceShareBar } from './overview/ServiceShareBar';
import { TraceHeader } from './overview/TraceHeader';
import { ResizeHandle } from './ResizeHandle';
import { Waterfall } from './rows/Waterfall';
import { TraceToolbar } from './TraceToolbar';
import { useElementSize } from './useElementSize';
import { useStoredNumber } from './useStoredNumber';
import { useTraceKeys } from './useTraceKeys';
import { useTraceRows } from './useTraceRows';

export interface TraceViewProps {
  readonly trace: Trace;
  readonly coverage: Coverage;
  readonly loadSpan: (row: number, signal: AbortSignal) => Promise<SpanDetails | undefined>;
  readonly links: TraceLinks;
  /** See `spanKey`. Undefined: no span is open. */
  readonly selectedSpanId: string | undefined;
  /** `replace`: a step of moving through spans, not worth a step of Back. */
  readonly onSelectSpan: (spanId: string | undefined, options?: { readonly replace: boolean }) => void;
  readonly search: string;
  readonly onSearchChange: (text: string) => void;
  /** See `encodeCollapsed`; '' is all open. */
  readonly collapsed: string;
  readonly onCollapsedChange: (text: string) => void;
  readonly zoom: TimeWindow | undefined;
  readonly onZoomChange: (zoom: TimeWindow | undefined) => void;
  /** Segments in the order of time, in ns after the trace's start. */
  readonly criticalPath?: PathSegments | undefined;
  readonly showOverview?: boolean;
  /** Shown at the end of the toolbar. */
  readonly actions?: ReactNode;
  /** False where a title names the root already. */
  readonly showRoot?: boolean;
  readonly showMinimap?: boolean;
  readonly defaultNameWidth?: number;
  /** Widths are kept in the browser under this name; undefined: they are not kept. */
  readonly storageKey?: string | undefined;
  /** The page is about this trace: its rows take the keyboard when the view opens. */
  readonly autoFocus?: boolean;
}

const DEFAULT_NAME_WIDTH = 340;
const MIN_DRAWER_WIDTH = 280;
const MIN_ROWS_WIDTH = 320;

export function TraceView(props: TraceViewProps) {
  const { showOverview = true, showRoot = true, showMinimap = true, storageKey, autoFocus = false } = props;
  const styles = useStyles2(getStyles);
  const id = useId();
  const view = useTraceRows(props);
  const { model, time, selected } = view;
  const [searchInput, setSearchInput] = useState<HTMLInputElement | null>(null);
  const [section, setSection] = useState<HTMLElement | null>(null);
  const [grid, setGrid] = useState<HTMLElement | null>(null);
  const { size, setElement } = useElementSize();
  const keyFor = (name: string) => (storageKey === undefined ? undefined : `watchingcat.${storageKey}.${name}`);
  const [nameWidth, setNameWidth] = useStoredNumber(keyFor('nameWidth'), props.defaultNameWidth ?? DEFAULT_NAME_WIDTH);
  const [storedDrawerWidth, setDrawerWidth] = useStoredNumber(keyFor('drawerWidth'), 420);
  const maxDrawerWidth = Math.max(MIN_DRAWER_WIDTH, size.width - MIN_ROWS_WIDTH);
  const drawerWidth = Math.min(storedDrawerWidth, maxDrawerWidth);
  const focusRows = () => grid?.focus({ preventScroll: true });

  useEffect(() => {
    // Not away from something that a person is already using.
    if (autoFocus && document.activeElement === document.body) grid?.focus({ preventScroll: true });
  }, [autoFocus, grid]);

  const close = () => {
    view.close();
    focusRows();
  };
  const keys = {
    ...view.keys,
    '/': () => searchInput?.focus(),
    Escape: () => (selected === undefined ? view.clear() : close()),
  };
  useTraceKeys(section, keys, autoFocus);
  return (
    <section className={styles.view} aria-label="Trace" ref={setSection}>
      {showOverview && (
        <>
          <TraceHeader model={model} showRoot={showRoot} onNextError={() => view.goToError(1)} />
          <ServiceShareBar model={model} criticalPath={props.criticalPath} onService={props.onSearchChange} />
        </>
      )}
      <CoverageNotice coverage={props.coverage} subject="spans" />
      <OddityNotice oddities={model.overview.oddities} />
      <TraceToolbar
        search={props.search}
        onSearchChange={props.onSearchChange}
        setSearchInput={setSearchInput}
        matches={view.matches}
        onMatch={view.goToMatch}
        onLeaveSearch={focusRows}
        onCollapse={view.collapse}
        hasErrors={model.overview.errors > 0}
        isZoomed={time.isZoomed}
        onResetZoom={time.reset}
        actions={props.actions}
      />
      {showMinimap && <Minimap trace={props.trace} time={time} />}
      <div className={styles.body} ref={setElement}>
        <Waterfall
          id={id}
          model={model}
          rows={view.rows}
          closed={view.closed}
          time={time}
          nameWidth={nameWidth}
          onNameWidthChange={setNameWidth}
          cursor={view.cursor}
          selected={selected}
          reveal={view.reveal}
          isMatch={view.isMatch}
          query={view.query}
          onOpen={view.open}
          onToggle={view.toggle}
          setGrid={setGrid}
        />
        {selected !== undefined && (
          <>
            <ResizeHandle
              label="Width of the span details"
              width={drawerWidth}
              min={MIN_DRAWER_WIDTH}
              max={maxDrawerWidth}
              side="left"
              onResize={setDrawerWidth}
            />
            <SpanDrawer
              model={model}
              row={selected}
              width={drawerWidth}
              loadSpan={props.loadSpan}
              links={props.links}
              onClose={close}
              onGo={view.go}
            />
          </>
        )}
      </div>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  view: css({ height: '100%', minHeight: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  body: css({
    flex: 1,
    minHeight: 120,
    display: 'flex',
    overflow: 'hidden',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
});
