import { DataSourcePlugin } from '@grafana/data';
import { ConfigEditor } from './editors/ConfigEditor';
import { QueryEditor } from './editors/QueryEditor';
import type { WatchingCatJsonData, WatchingCatQuery, WatchingCatSecureJsonData } from './types';
import { WatchingCatDataSource } from './WatchingCatDataSource';

export const plugin = new DataSourcePlugin<
  WatchingCatDataSource,
  WatchingCatQuery,
  WatchingCatJsonData,
  WatchingCatSecureJsonData
>(WatchingCatDataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
