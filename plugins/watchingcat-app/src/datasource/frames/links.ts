// Where a click on a service or a trace leads: the app's pages, and Explore where there is one. The time range goes along.
import { CoreApp, type DataLink } from '@grafana/data';
import { config } from '@grafana/runtime';
import { APP_URL } from '../../urls';
import type { WatchingCatQuery } from '../types';

export interface LinkContext {
  readonly datasourceUid: string;
  readonly datasourceName: string;
  /** Who asked: inside Explore a trace opens beside the table, elsewhere on its page. */
  readonly app?: string | undefined;
}

export function serviceLink({ datasourceUid }: LinkContext): DataLink[] {
  const url = `${APP_URL}/services/\${__value.raw:percentencode}?${scope(datasourceUid)}`;
  return [{ title: 'Open service', url }];
}

export function traceLinks({ app, datasourceName, datasourceUid }: LinkContext): DataLink[] {
  const page: DataLink = { title: 'Open trace', url: `${APP_URL}/traces/\${__value.raw}?${scope(datasourceUid)}` };
  const explore: DataLink<WatchingCatQuery> = {
    title: 'Open trace in Explore',
    url: '',
    internal: { datasourceUid, datasourceName, query: { refId: 'A', queryType: 'trace', traceId: '${__value.raw}' } },
  };
  if (app === CoreApp.Explore) return [explore, page];
  // Off in an installation without Explore, and in WatchingCat's own shell.
  return config.exploreEnabled ? [page, explore] : [page];
}

/** The page must read what the frame was read from, and in the same range. */
function scope(datasourceUid: string): string {
  return `ds=${encodeURIComponent(datasourceUid)}&\${__url_time_range}`;
}
