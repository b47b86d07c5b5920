// The parts of Grafana's dashboard JSON (schema version 36 and newer) that the shell shows, and the two corrections that Grafana makes when it reads one.
import type { DataSourceRef, FieldConfigSource, ThresholdsConfig } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';

export interface PanelJson {
  id?: number;
  type: string;
  title?: string;
  description?: string;
  transparent?: boolean;
  gridPos?: { x: number; y: number; w: number; h: number };
  datasource?: DataSourceRef | null;
  targets?: DataQuery[];
  transformations?: Array<{ id: string; options: unknown }>;
  fieldConfig?: FieldConfigSource;
  options?: Record<string, unknown>;
  maxDataPoints?: number;
  interval?: string;
  /** Only of rows: the panels of a collapsed one. */
  collapsed?: boolean;
  panels?: PanelJson[];
}

export interface VariableJson {
  type: string;
  name: string;
  label?: string | null;
  description?: string | null;
  hide?: number;
  query?: unknown;
  current?: { text?: unknown; value?: unknown };
  datasource?: DataSourceRef | null;
  regex?: string;
  refresh?: number;
  sort?: number;
  multi?: boolean;
  includeAll?: boolean;
  allValue?: string | null;
  skipUrlSync?: boolean;
}

export interface DashboardJson {
  uid: string;
  title: string;
  description?: string;
  graphTooltip?: number;
  refresh?: string | false;
  time?: { from: string; to: string };
  timezone?: string;
  timepicker?: { refresh_intervals?: string[] };
  templating?: { list?: VariableJson[] };
  panels?: PanelJson[];
}

/** A row with the panels that belong to it: its own when collapsed, else those that follow up to the next row. */
export interface RowJson {
  row?: PanelJson;
  panels: PanelJson[];
}

export function rowsOf(panels: PanelJson[]): RowJson[] {
  const rows: RowJson[] = [{ panels: [] }];
  for (const panel of panels) {
    if (panel.type === 'row') rows.push({ row: panel, panels: panel.panels ? [...panel.panels] : [] });
    else rows.at(-1)?.panels.push(panel);
  }
  return rows.filter(({ row, panels: own }) => row !== undefined || own.length > 0);
}

/** JSON has no infinity: the first threshold step is stored as null and means "from minus infinity". */
export function restoreThresholds(fieldConfig: FieldConfigSource = { defaults: {}, overrides: [] }): FieldConfigSource {
  const restored = structuredClone(fieldConfig);
  const all = [
    restored.defaults?.thresholds,
    ...(restored.overrides ?? []).flatMap(({ properties }) =>
      properties.filter(({ id }) => id === 'thresholds').map(({ value }) => value as ThresholdsConfig | undefined),
    ),
  ];
  for (const step of all.flatMap((thresholds) => thresholds?.steps ?? [])) {
    if ((step.value as number | null) === null) step.value = -Infinity;
  }
  return { ...restored, defaults: restored.defaults ?? {}, overrides: restored.overrides ?? [] };
}
