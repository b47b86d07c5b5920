// The nested panel "watchingcat-trace-panel": entry, options.
import { PanelPlugin } from '@grafana/data';
import { DEFAULT_OPTIONS, type TracePanelOptions } from './options';
import { TracePanel } from './TracePanel';

export const plugin = new PanelPlugin<TracePanelOptions>(TracePanel).setNoPadding().setPanelOptions((builder) =>
  builder
    .addBooleanSwitch({
      path: 'showOverview',
      name: 'Overview',
      description: 'Duration, spans, errors, and the share of each service, above the rows',
      defaultValue: DEFAULT_OPTIONS.showOverview,
    })
    .addBooleanSwitch({
      path: 'showMinimap',
      name: 'Minimap',
      description: 'The whole trace at a glance, to zoom in time',
      defaultValue: DEFAULT_OPTIONS.showMinimap,
    })
    .addNumberInput({
      path: 'nameWidth',
      name: 'Width of names',
      description: 'Of the column with service and operation, in pixels',
      defaultValue: DEFAULT_OPTIONS.nameWidth,
      settings: { min: 140, max: 1200, integer: true },
    })
    .addNumberInput({
      path: 'openLevels',
      name: 'Open levels',
      description: 'How many levels of spans are open at first; 0 opens all',
      defaultValue: DEFAULT_OPTIONS.openLevels,
      settings: { min: 0, max: 100, integer: true },
    }),
);
