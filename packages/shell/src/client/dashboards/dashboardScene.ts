// A scene from a dashboard's JSON: variables, time and refresh pickers, rows, panels with queries and transformations. Left out: repeats, annotations, links,
// library panels, editing.
import { DashboardCursorSync } from '@grafana/data';
import {
  behaviors,
  EmbeddedScene,
  SceneControlsSpacer,
  SceneDataTransformer,
  SceneGridItem,
  SceneGridLayout,
  SceneGridRow,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  VariableValueSelectors,
  VizPanel,
  type SceneGridItemLike,
} from '@grafana/scenes';
import { restoreThresholds, rowsOf, type DashboardJson, type PanelJson } from './dashboardJson.ts';
import { variableSet } from './variables.ts';

/** Grid cells of a panel that names no place. */
const DEFAULT_PLACE = { x: 0, y: 0, w: 12, h: 8 };

export function dashboardScene(dashboard: DashboardJson): EmbeddedScene {
  const { time, timezone, refresh, timepicker, templating, graphTooltip, panels } = dashboard;
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({
      from: time?.from ?? 'now-1h',
      to: time?.to ?? 'now',
      ...(timezone && { timeZone: timezone }),
    }),
    $variables: variableSet(templating?.list ?? []),
    $behaviors: [new behaviors.CursorSync({ sync: graphTooltip ?? DashboardCursorSync.Off })],
    controls: [
      new VariableValueSelectors({}),
      new SceneControlsSpacer(),
      new SceneTimePicker({}),
      new SceneRefreshPicker({
        withText: true, // without it the button has no name for a screen reader
        refresh: refresh || '',
        ...(timepicker?.refresh_intervals && { intervals: timepicker.refresh_intervals }),
      }),
    ],
    body: new SceneGridLayout({
      isDraggable: false,
      isResizable: false,
      isLazy: true,
      children: rowsOf(panels ?? []).flatMap(toRow),
    }),
  });
}

function toRow({ row, panels }: ReturnType<typeof rowsOf>[number]): SceneGridItemLike[] {
  const items = panels.map(toGridItem);
  if (!row) return items;
  return [
    new SceneGridRow({
      key: `row-${row.id ?? row.title}`,
      title: row.title ?? '',
      isCollapsed: row.collapsed ?? false,
      y: row.gridPos?.y ?? 0,
      children: items,
    }),
  ];
}

function toGridItem(panel: PanelJson): SceneGridItem {
  const { x, y, w, h } = panel.gridPos ?? DEFAULT_PLACE;
  return new SceneGridItem({ key: `grid-item-${panel.id}`, x, y, width: w, height: h, body: toPanel(panel) });
}

function toPanel({ id, type, title, description, transparent, options, fieldConfig, ...query }: PanelJson): VizPanel {
  const $data = queryOf(query);
  return new VizPanel({
    key: `panel-${id}`,
    pluginId: type,
    title: title ?? '',
    description: description ?? '',
    displayMode: transparent ? 'transparent' : 'default',
    options: options ?? {},
    fieldConfig: restoreThresholds(fieldConfig) as never,
    ...($data && { $data }),
  });
}

function queryOf({ targets, datasource, transformations, maxDataPoints, interval }: Partial<PanelJson>) {
  if (!targets?.length) return undefined;
  const runner = new SceneQueryRunner({
    queries: targets,
    ...(datasource && { datasource: datasource }),
    ...(maxDataPoints && { maxDataPoints }),
    ...(interval && { minInterval: interval }),
  });
  return transformations?.length
    ? new SceneDataTransformer({ $data: runner, transformations: transformations as never })
    : runner;
}
