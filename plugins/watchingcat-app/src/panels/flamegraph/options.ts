// What can be set for a flame graph panel, as it is stored in dashboards.
import type { FlameMode } from '../../components/flamegraph/flameGraphData';
import type { FlameShow } from '../../components/flamegraph/flameState';
import type { Direction } from '../../components/flamegraph/flameView';

export interface FlameGraphPanelOptions {
  /** How it opens; in the panel it can be changed for the moment. A profile is always merged. */
  readonly mode: FlameMode;
  readonly direction: Direction;
  readonly show: FlameShow;
  /** Search, switches and the sentence that explains the graph. */
  readonly showToolbar: boolean;
}

export const DEFAULT_OPTIONS: FlameGraphPanelOptions = {
  mode: 'merged',
  direction: 'icicle',
  show: 'graph',
  showToolbar: true,
};
