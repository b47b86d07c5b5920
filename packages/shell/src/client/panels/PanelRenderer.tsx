// @grafana/runtime's PanelRenderer: loads the panel plugin, applies field options, draws. As in Grafana no panel context is set.
import { useEffect, useMemo, useState } from 'react';
import {
  applyFieldOverrides,
  getDefaultTimeRange,
  getPanelOptionsWithDefaults,
  LoadingState,
  type FieldConfigSource,
  type PanelData,
  type PanelPlugin,
} from '@grafana/data';
import { getAppEvents, type PanelRendererProps } from '@grafana/runtime';
import { ErrorBoundaryAlert, useTheme2 } from '@grafana/ui';
import { errorMessage } from '../services/errorMessage.ts';
import { getPanelPluginFromCache, importPanelPlugin } from './panelPlugins.ts';
import { NoData } from './standins/NoData.tsx';

type PluginState = { id: string; plugin?: PanelPlugin | undefined; error?: string };

/** The plugin of this id as soon as it is there. A new id never shows the old plugin. */
function usePanelPlugin(id: string): PluginState {
  const [state, setState] = useState<PluginState>({ id, plugin: getPanelPluginFromCache(id) });
  useEffect(() => {
    let wanted = true;
    importPanelPlugin(id).then(
      (plugin) => wanted && setState({ id, plugin }),
      (error: unknown) => wanted && setState({ id, error: errorMessage(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [id]);
  return state.id === id ? state : { id, plugin: getPanelPluginFromCache(id) };
}

const EMPTY: PanelData = { state: LoadingState.NotStarted, series: [], timeRange: getDefaultTimeRange() };
const NO_CONFIG: FieldConfigSource = { defaults: {}, overrides: [] };
const identity = (text: string) => text;

export function PanelRenderer(props: PanelRendererProps) {
  const { pluginId, data = EMPTY, options, fieldConfig, title, width, height, timeZone = 'browser' } = props;
  const { plugin, error } = usePanelPlugin(pluginId);
  const theme = useTheme2();
  const withDefaults = useMemo(
    () =>
      plugin &&
      getPanelOptionsWithDefaults({
        plugin,
        currentOptions: options ?? {},
        currentFieldConfig: (fieldConfig as FieldConfigSource | undefined) ?? NO_CONFIG,
        isAfterPluginChange: false,
      }),
    [plugin, options, fieldConfig],
  );
  const shown = useMemo((): PanelData => {
    if (!plugin || !withDefaults || plugin.fieldConfigRegistry.isEmpty()) return data;
    const series = applyFieldOverrides({
      data: data.series,
      fieldConfig: withDefaults.fieldConfig,
      fieldConfigRegistry: plugin.fieldConfigRegistry,
      replaceVariables: identity,
      theme,
      timeZone,
    });
    return { ...data, series };
  }, [data, plugin, theme, timeZone, withDefaults]);

  if (error) return <NoData message={`The panel "${pluginId}" could not be loaded: ${error}`} />;
  const Panel = plugin?.panel;
  if (!Panel || !withDefaults) return <div style={{ width, height }} aria-busy="true" />;
  return (
    <ErrorBoundaryAlert dependencies={[plugin, shown]}>
      <Panel
        id={1}
        data={shown}
        title={title}
        timeRange={shown.timeRange}
        timeZone={timeZone}
        width={width}
        height={height}
        renderCounter={0}
        replaceVariables={identity}
        options={withDefaults.options}
        fieldConfig={withDefaults.fieldConfig}
        transparent={false}
        eventBus={getAppEvents()}
        onOptionsChange={props.onOptionsChange ?? noop}
        onFieldConfigChange={props.onFieldConfigChange ?? noop}
        onChangeTimeRange={props.onChangeTimeRange ?? noop}
      />
    </ErrorBoundaryAlert>
  );
}

const noop = () => undefined;

/** @grafana/runtime's PanelDataErrorView: what a panel shows for data that it cannot draw. */
export function PanelDataErrorView({ message }: { message?: string | undefined }) {
  return <NoData message={message ?? 'No data in this time range'} />;
}
