// The few routes of Grafana's HTTP API that plugins, the dashboards page and @grafana/plugin-e2e call. Shapes are Grafana's; everything provisioned is read-only.
import type { FastifyInstance } from 'fastify';
import { anonymous, bootData, dashboardEntry, dashboardsOf, dataSourcesOf, withMeta, type Sources } from './boot.ts';
import { readPlugins } from './plugins.ts';
import type { ProvisionedDashboard, ProvisionedDataSource } from './provisioning.ts';

const problem = (title: string, detail: string) => ({
  type: `urn:watchingcat:problem:${title.toLowerCase().replaceAll(' ', '-')}`,
  title,
  status: 404,
  detail,
  message: detail,
});

export function grafanaApi(app: FastifyInstance, sources: Sources): void {
  const { settings } = sources;

  app.get('/api/frontend/settings', async () => (await bootData(sources)).settings);

  app.get('/api/user', () => anonymous);
  app.get('/api/user/orgs', () => [{ orgId: anonymous.orgId, name: anonymous.orgName, role: anonymous.orgRole }]);
  app.get('/api/user/preferences', () => ({ theme: '', timezone: 'browser', weekStart: '' }));
  app.get('/api/org', () => ({ id: anonymous.orgId, name: anonymous.orgName }));
  app.post('/login', (_request, reply) => reply.send({ message: 'Logged in', redirectUrl: '/' }));

  app.get('/api/plugins', () => readPlugins(sources.pluginDir));
  app.get<{ Params: { id: string } }>('/api/plugins/:id/settings', async ({ params: { id } }, reply) => {
    const meta = (await readPlugins(sources.pluginDir)).find((plugin) => plugin.id === id);
    if (!meta) return reply.code(404).send(problem('Plugin not found', `No plugin "${id}" is installed.`));
    return { ...meta, ...(await settings.get(id)), secureJsonFields: {} };
  });
  app.post<{
    Params: { id: string };
    Body: { enabled?: unknown; pinned?: unknown; jsonData?: unknown; secureJsonData?: object };
  }>('/api/plugins/:id/settings', async ({ params: { id }, body }, reply) => {
    const { enabled, pinned, jsonData, secureJsonData } = body ?? {};
    const known = (await readPlugins(sources.pluginDir)).some((plugin) => plugin.id === id);
    if (!known) return reply.code(404).send(problem('Plugin not found', `No plugin "${id}" is installed.`));
    if (secureJsonData && Object.keys(secureJsonData).length > 0) {
      const detail = 'Secrets are not kept here: set them in provisioning, from the environment.';
      return reply.code(400).send({ ...problem('Secrets not supported', detail), status: 400 });
    }
    await settings.set(id, {
      ...(typeof enabled === 'boolean' && { enabled }),
      ...(typeof pinned === 'boolean' && { pinned }),
      ...(typeof jsonData === 'object' && jsonData !== null && { jsonData: jsonData as Record<string, unknown> }),
    });
    return { message: 'Plugin settings updated' };
  });

  app.get('/api/datasources', async () => {
    const plugins = await readPlugins(sources.pluginDir);
    return (await dataSourcesOf(sources))
      .filter((source) => withMeta(source, 1, plugins).length > 0)
      .map(dataSourceSettings);
  });
  const dataSourceBy = (key: 'uid' | 'name') =>
    app.get<{ Params: { value: string } }>(
      `/api/datasources/${key}/:value`,
      async ({ params: { value }, protocol, host }, reply) => {
        const all = await dataSourcesOf(sources);
        const index = all.findIndex((one) => one[key] === value);
        const found = all[index];
        const detail = `No data source with ${key} "${value}" is provisioned.`;
        if (!found || withMeta(found, 1, await readPlugins(sources.pluginDir)).length === 0)
          return reply.code(404).send(problem('Data source not found', detail));
        return dataSourceSettings(withOwnAddress(found, `${protocol}://${host}`), index);
      },
    );
  dataSourceBy('uid');
  dataSourceBy('name');

  app.get<{ Querystring: { query?: string; tag?: string | string[] } }>(
    '/api/search',
    async ({ query: { query = '', tag = [] } }) => {
      const wanted = [tag].flat();
      return (await dashboardsOf(sources))
        .filter(
          ({ title, tags }) =>
            title.toLowerCase().includes(query.toLowerCase()) && wanted.every((one) => tags.includes(one)),
        )
        .map((dashboard, index) => ({
          id: index + 1,
          ...dashboardEntry(dashboard),
          type: 'dash-db',
          uri: `db/${dashboard.uid}`,
          isStarred: false,
        }));
    },
  );
  app.get<{ Params: { uid: string } }>('/api/dashboards/uid/:uid', async ({ params: { uid } }, reply) => {
    const found = (await dashboardsOf(sources)).find((dashboard) => dashboard.uid === uid);
    return found
      ? dashboardAnswer(found)
      : reply.code(404).send(problem('Dashboard not found', `No dashboard with uid "${uid}" is provisioned.`));
  });
}

/** Where a data source names no server, its proxy leads to this one (the server rewrites the address), so its page says so. */
function withOwnAddress(source: ProvisionedDataSource, own: string): ProvisionedDataSource {
  return source.jsonData['serverUrl'] === '' ? { ...source, jsonData: { ...source.jsonData, serverUrl: own } } : source;
}

function dataSourceSettings(
  { uid, type, name, isDefault, jsonData, secureJsonFields }: ProvisionedDataSource,
  index: number,
) {
  const empty = { user: '', database: '', basicAuth: false, basicAuthUser: '', withCredentials: false, url: '' };
  return {
    ...empty,
    id: index + 1,
    uid,
    orgId: 1,
    name,
    type,
    access: 'proxy',
    isDefault,
    jsonData,
    secureJsonFields,
    readOnly: true,
    version: 1,
  };
}

function dashboardAnswer(dashboard: ProvisionedDashboard) {
  const { url } = dashboardEntry(dashboard);
  const meta = {
    type: 'db',
    url,
    slug: dashboard.uid,
    canSave: false,
    canEdit: false,
    canAdmin: false,
    canStar: false,
    provisioned: true,
    folderTitle: '',
    version: 1,
  };
  return { dashboard: dashboard.json, meta };
}
