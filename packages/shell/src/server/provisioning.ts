// Reads provisioning/ in Grafana's own layout: data sources (YAML, with environment variables) and dashboards (JSON). Broken files are reported, not fatal: one
// bad dashboard must not take the page down. Secrets stay out: `secureJsonData` is never read into what leaves this module.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { coreMeta } from './coreMeta.ts';

export interface ProvisionedDataSource {
  uid: string;
  type: string;
  name: string;
  url: string;
  isDefault: boolean;
  jsonData: Record<string, unknown>;
  /** Names of the secrets that are set, as Grafana tells a browser. */
  secureJsonFields: Record<string, true>;
}

export interface ProvisionedDashboard {
  uid: string;
  title: string;
  tags: string[];
  json: Record<string, unknown>;
}

/** Says which file could not be used and why. */
export type OnProblem = (file: string, error: unknown) => void;

export type Environment = Readonly<Record<string, string | undefined>>;
type YamlObject = Record<string, unknown>;

/** `$NAME`, `${NAME}` and `${NAME:-default}` in provisioned values, as Grafana expands them; `$$` is a dollar sign. */
export function interpolate(text: string, env: Environment): string {
  return text.replace(
    /\$\$|\$\{(\w+)(?::-([^}]*))?\}|\$(\w+)/g,
    (match, braced?: string, fallback?: string, bare?: string) =>
      match === '$$' ? '$' : (env[braced ?? bare ?? ''] ?? fallback ?? ''),
  );
}

function interpolateAll(value: unknown, env: Environment): unknown {
  if (typeof value === 'string') return interpolate(value, env);
  if (Array.isArray(value)) return value.map((one) => interpolateAll(one, env));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, interpolateAll(one, env)]));
}

/** Files with one of these endings below `folder`, sorted; none when the folder does not exist. */
async function filesIn(folder: string, endings: readonly string[]): Promise<string[]> {
  try {
    const names = await readdir(folder, { recursive: true });
    return names
      .filter((name) => endings.includes(path.extname(name)))
      .sort()
      .map((name) => path.join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** With its secrets: for the proxy alone. */
export interface RawDataSource extends ProvisionedDataSource {
  basicAuth: boolean;
  basicAuthUser: string;
  secureJsonData: Record<string, string>;
}

/** Data sources with their secrets, which must not leave the process. Files that cannot be read are left to `readDataSources` to report. */
export function readRawDataSources(provisioningDir: string, env: Environment): Promise<RawDataSource[]> {
  return readAll(provisioningDir, env, () => {});
}

/** All data sources of provisioning/datasources that lead somewhere. Exactly one is the default when there is any. */
export async function readDataSources(
  provisioningDir: string,
  env: Environment,
  onProblem: OnProblem,
): Promise<ProvisionedDataSource[]> {
  const found = (await readAll(provisioningDir, env, onProblem)).map(withoutSecrets);
  if (found[0] && !found.some(({ isDefault }) => isDefault)) found[0].isDefault = true;
  return found;
}

/** By name, so that nothing new in a data source becomes visible by itself. */
function withoutSecrets(source: RawDataSource): ProvisionedDataSource {
  const { uid, type, name, url, isDefault, jsonData, secureJsonFields } = source;
  return { uid, type, name, url, isDefault, jsonData, secureJsonFields };
}

async function readAll(provisioningDir: string, env: Environment, onProblem: OnProblem): Promise<RawDataSource[]> {
  const found: RawDataSource[] = [];
  for (const file of await filesIn(path.join(provisioningDir, 'datasources'), ['.yaml', '.yml'])) {
    try {
      const document = parse(await readFile(file, 'utf8')) as { datasources?: YamlObject[] } | null;
      for (const raw of document?.datasources ?? []) found.push(toDataSource(interpolateAll(raw, env) as YamlObject));
    } catch (error) {
      onProblem(file, error);
    }
  }
  // One of Grafana's whose address is not set (an environment variable, mostly) leads nowhere.
  return found.filter(({ url, type }) => url !== '' || coreMeta(type) === undefined);
}

function toDataSource({
  uid,
  type,
  name,
  url,
  isDefault,
  jsonData,
  secureJsonData,
  basicAuth,
  basicAuthUser,
}: YamlObject): RawDataSource {
  if (typeof name !== 'string' || typeof type !== 'string') throw new Error('a data source needs name and type');
  const secrets = Object.entries((secureJsonData ?? {}) as YamlObject).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );
  return {
    uid: typeof uid === 'string' ? uid : name,
    type,
    name,
    url: typeof url === 'string' ? url : '',
    isDefault: isDefault === true,
    jsonData: (jsonData ?? {}) as Record<string, unknown>,
    secureJsonFields: Object.fromEntries(secrets.map(([key]) => [key, true as const])),
    basicAuth: basicAuth === true,
    basicAuthUser: typeof basicAuthUser === 'string' ? basicAuthUser : '',
    secureJsonData: Object.fromEntries(secrets),
  };
}

/** All dashboards of provisioning/dashboards, by title. Files without uid or title are reported. */
export async function readDashboards(provisioningDir: string, onProblem: OnProblem): Promise<ProvisionedDashboard[]> {
  const found: ProvisionedDashboard[] = [];
  for (const file of await filesIn(path.join(provisioningDir, 'dashboards'), ['.json'])) {
    try {
      const json = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
      const { uid, title, tags } = json;
      if (typeof uid !== 'string' || typeof title !== 'string') throw new Error('a dashboard needs uid and title');
      found.push({ uid, title, tags: Array.isArray(tags) ? (tags as string[]) : [], json });
    } catch (error) {
      onProblem(file, error);
    }
  }
  return found.sort((a, b) => a.title.localeCompare(b.title));
}
