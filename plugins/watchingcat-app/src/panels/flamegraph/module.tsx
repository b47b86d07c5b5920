// The nested panel "watchingcat-flamegraph-panel": entry, options.
import { PanelPlugin } from '@grafana/data';
import { FlameGraphPanel } from './FlameGraphPanel';
import { DEFAULT_OPTIONS, type FlameGraphPanelOptions } from './options';

export const plugin = new PanelPlugin<FlameGraphPanelOptions>(FlameGraphPanel)
  .setNoPadding()
  .setPanelOptions((builder) =>
    builder
      .addRadio({
        path: 'mode',
        name: 'Frames',
        description: 'Of a trace: spans with the same path as one frame, or every span at its time',
        defaultValue: DEFAULT_OPTIONS.mode,
        settings: {
          options: [
            { value: 'merged', label: 'Merged' },
            { value: 'time', label: 'By time' },
          ],
        },
      })
      .addRadio({
        path: 'direction',
        name: 'Root',
        defaultValue: DEFAULT_OPTIONS.direction,
        settings: {
          options: [
            { value: 'icicle', label: 'On top' },
            { value: 'flame', label: 'At the bottom' },
          ],
        },
      })
      .addRadio({
        path: 'show',
        name: 'Show',
        defaultValue: DEFAULT_OPTIONS.show,
        settings: {
          options: [
            { value: 'graph', label: 'Graph' },
            { value: 'both', label: 'Both' },
            { value: 'table', label: 'Table' },
          ],
        },
      })
      .addBooleanSwitch({
        path: 'showToolbar',
        name: 'Toolbar',
        description: 'Search, switches and an explanation, above the graph',
        defaultValue: DEFAULT_OPTIONS.showToolbar,
      }),
  );
