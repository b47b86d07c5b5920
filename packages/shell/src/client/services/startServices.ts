// Gives @grafana/runtime all the services that a plugin may ask for, in the order in which they need one another.
import { EventBusSrv, setLocale, setTimeZoneResolver } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import {
  locationService,
  setAppEvents,
  setBackendSrv,
  setDataSourceSrv,
  setEchoSrv,
  setLocationSrv,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginImportUtils,
  setPluginLinksHook,
  setQueryRunnerFactory,
  setReturnToPreviousHook,
  setRunRequest,
  setTemplateSrv,
} from '@grafana/runtime';
import { setPanelDataErrorView } from 'runtime-internals/PanelDataErrorView';
import { setPanelRenderer } from 'runtime-internals/PanelRenderer';
import { setPluginPage } from 'runtime-internals/PluginPage';
import type { BootData } from '../../bootData.ts';
import { ShellPage } from '../chrome/ShellPage.tsx';
import { PanelDataErrorView, PanelRenderer } from '../panels/PanelRenderer.tsx';
import { getPanelPluginFromCache, importPanelPlugin } from '../panels/panelPlugins.ts';
import { loadDataSourcePlugin, registerSharedModules } from '../plugins/loadPlugin.ts';
import { registerStandards } from '../registries/registerStandards.ts';
import { createBackendSrv } from './backendSrv.ts';
import { ShellDataSourceSrv } from './dataSourceSrv.ts';
import { ShellQueryRunner } from './QueryRunner.ts';
import { runRequest } from './runRequest.ts';
import { ShellTemplateSrv } from './templateSrv.ts';

export async function startServices({ settings }: BootData): Promise<void> {
  setTimeZoneResolver(() => 'browser');
  setLocale('en-US');
  setAppEvents(new EventBusSrv());
  setBackendSrv(createBackendSrv());
  setLocationSrv(locationService);
  setTemplateSrv(new ShellTemplateSrv());
  setEchoSrv({ flush: () => undefined, addBackend: () => undefined, addEvent: () => undefined });
  setDataSourceSrv(
    new ShellDataSourceSrv(Object.values(settings.datasources), (module) =>
      loadDataSourcePlugin(module, pluginVersion(settings, module)),
    ),
  );
  setRunRequest(runRequest);
  setQueryRunnerFactory(() => new ShellQueryRunner());
  setPluginImportUtils({ importPanelPlugin, getPanelPluginFromCache });
  setPluginPage(ShellPage);
  setPanelRenderer(PanelRenderer);
  setPanelDataErrorView(PanelDataErrorView);
  noExtensions();
  registerStandards();
  registerSharedModules();
  await initPluginTranslations('grafana');
}

function pluginVersion(settings: BootData['settings'], module: string): string {
  return Object.values(settings.datasources).find(({ meta }) => meta.module === module)?.meta.info.version ?? '';
}

/** Extension points of other plugins: there are none here. */
function noExtensions(): void {
  setPluginLinksHook(() => ({ isLoading: false, links: [] }));
  setPluginComponentsHook(() => ({ isLoading: false, components: [] }));
  setPluginComponentHook(() => ({ isLoading: false, component: null }));
  setPluginFunctionsHook(() => ({ isLoading: false, functions: [] }));
  setReturnToPreviousHook(() => () => undefined);
}
