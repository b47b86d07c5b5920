// One trace, whoever has it: overview, minimap, waterfall and the open span. Pure of the data source and of the address bar: what is
// selected, searched, collapsed and zoomed comes in as props and goes out as calls.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { pathByRow, type PathSegments } from '@watchingcat/analysis';
import type { Coverage, SpanDetails, Trace } from '@watchingcat/model';
import React, { useEffect, useId, useMemo, useState, type ReactNode } from 'react';
import { CoverageNotice } from '../CoverageNotice';
import { usePageKeys } from '../pageKeys';
import { SpanDrawer } from './drawer/SpanDrawer';
import type { TimeWindow } from './geometry/timeWindow';
import type { LogsOfSpan } from './drawer/SpanLogs';
import type { TraceLinks } from './links';
import { ClockSkewNotice } from './overview/ClockSkewNotice';
import { Minimap } from './overview/Minimap';
import { OddityNotice } from './overview/OddityNotice';
import { ServiceShareBar } from './overview/ServiceShareBar';
import { TraceHeader } from './overview/TraceHeader';
import { ResizeHandle } from './ResizeHandle';
import { Waterfall } from './rows/Waterfall';
import { TRACE_KEYS } from './traceKeys';
import { TraceToolbar } from './TraceToolbar';
import type { ClockSkewView } from './useClockSkew';
import { useElementSize } from './useElementSize';
import { useEvent } from './useEvent';
import { useStoredNumber } from './useStoredNumber';
import { useTraceKeys } from './useTraceKeys';
import { useTraceRows } from './useTraceRows';
import type { TraceViewOptions } from './viewOptions';

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
  readonly options: TraceViewOptions;
  readonly onOptionsChange: (options: TraceViewOptions) => void;
  /** Undefined where clocks are not looked at. */
  readonly clockSkew?: ClockSkewView | undefined;
  /** Segments in the order of time; drawn as a line under the bars. */
  readonly criticalPath?: PathSegments | undefined;
  /** Asked when the logs in the details of a span are opened; absent where there are none. */
  readonly loadLogs?: ((row: number, signal: AbortSignal) => Promise<LogsOfSpan>) | undefined;
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
  const focusRows = useEvent(() => grid?.focus({ preventScroll: true }));
  const { criticalPath, clockSkew, trace } = props;
  const path = useMemo(() => criticalPath && pathByRow(criticalPath, trace.size), [criticalPath, trace]);
  const shiftNs = clockSkew?.isOn === true ? clockSkew.correction.shiftNs : undefined;
  usePageKeys('Trace', TRACE_KEYS);

  useEffect(() => {
    // Not away from something that a person is already using.
    if (autoFocus && document.activeElement === document.body) grid?.focus({ preventScroll: true });
  }, [autoFocus, grid]);

  const close = () => {
    view.close();
    focusRows();
  };
  const resetZoom = useEvent(time.reset);
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
          <TraceHeader model={model} showRoot={showRoot} onNextError={view.goToError} />
          <ServiceShareBar model={model} criticalPath={props.criticalPath} onService={props.onSearchChange} />
        </>
      )}
      <CoverageNotice coverage={props.coverage} subject="spans" />
      {clockSkew && <ClockSkewNotice {...clockSkew} />}
      <OddityNotice oddities={model.overview.oddities} />
      <TraceToolbar
        search={props.search}
        onSearchChange={props.onSearchChange}
        setSearchInput={setSearchInput}
        matchCount={view.matchCount}
        matchAt={view.matchAt}
        onMatch={view.goToMatch}
        onLeaveSearch={focusRows}
        rule={view.rule}
        onCollapse={view.collapse}
        foldRuns={view.foldRuns}
        onFoldRuns={view.setFoldRuns}
        levels={model.overview.depth}
        options={props.options}
        onOptionsChange={props.onOptionsChange}
        hasErrors={model.overview.errors > 0}
        isZoomed={time.isZoomed}
        onResetZoom={resetZoom}
        actions={props.actions}
      />
      {showMinimap && <Minimap trace={props.trace} time={time} />}
      <div className={styles.body} ref={setElement}>
        <Waterfall
          id={id}
          model={model}
          lines={view.lines}
          time={time}
          nameWidth={nameWidth}
          onNameWidthChange={setNameWidth}
          cursor={view.cursor}
          selected={selected}
          reveal={view.reveal}
          isMatch={view.isMatch}
          query={view.query}
          colorBy={props.options.colorBy}
          path={path}
          shiftNs={shiftNs}
          onOpen={view.open}
          onToggle={view.toggle}
          onGo={view.go}
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
              shiftNs={shiftNs?.[selected] ?? 0}
              loadSpan={props.loadSpan}
              loadLogs={props.loadLogs}
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
