// Settings from watchingcat.yaml and, above it, the environment. All that is wrong is said at once, with the name that was probably meant.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Value } from 'typebox/value';
import { parse } from 'yaml';
import { nearestName } from './nearestName.ts';
import type { Config } from './schema.ts';
import { SETTINGS, VARIABLE_PREFIX, type Setting } from './settings.ts';

/** The configuration cannot be used. The message has one line for each fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export interface ConfigSources {
  /** Must exist when given; ./watchingcat.yaml is read where it exists. */
  readonly file?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

const STANDARD_FILE = 'watchingcat.yaml';
/** Variables with our prefix that others read: the demo shop, the tests, the stack of real back-ends, and provisioning/datasources. */
const FOREIGN_VARIABLES =
  /^WATCHINGCAT_(SHOP|E2E|CHROMIUM|UI|STACK|URL|TOKEN|CONNECTION|JAEGER_URL|PROMETHEUS_URL|ELASTICSEARCH_URL|ELASTICSEARCH_INDEX)(_|$)/;

type Tree = { [name: string]: unknown };

/** @throws ConfigError */
export async function loadConfig(sources: ConfigSources): Promise<Config> {
  const file = resolve(sources.cwd, sources.file ?? STANDARD_FILE);
  const tree = await readYaml(file, sources.file !== undefined);
  const faults = [
    ...unknownKeys(tree, []).map(
      (key) =>
        `${file}: ${unknown(
          'key',
          key,
          SETTINGS.map((setting) => setting.key),
        )}`,
    ),
    ...applyEnvironment(tree, sources.env),
  ];
  for (const setting of SETTINGS) faults.push(...settle(tree, setting, file));
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  const config = tree as Config;
  return { ...config, dataDir: resolve(sources.cwd, config.dataDir) };
}

async function readYaml(file: string, isRequired: boolean): Promise<Tree> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if (!isRequired && (cause as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new ConfigError(`${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
  let content: unknown;
  try {
    content = parse(text) ?? {};
  } catch (cause) {
    throw new ConfigError(`${file} is not YAML: ${(cause as Error).message}`, { cause });
  }
  if (!isTree(content)) throw new ConfigError(`${file} must hold settings as "name: value"`);
  return content;
}

function unknownKeys(tree: Tree, path: readonly string[]): string[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const inner = [...path, name];
    const key = inner.join('.');
    if (SETTINGS.some((setting) => setting.key === key)) return [];
    const isGroup = SETTINGS.some((setting) => setting.key.startsWith(`${key}.`));
    return isGroup && isTree(value) ? unknownKeys(value, inner) : isGroup && value === null ? [] : [key];
  });
}

/** Puts the values of variables into the tree. An empty variable counts as not set. @returns faults */
function applyEnvironment(tree: Tree, env: ConfigSources['env']): string[] {
  const faults: string[] = [];
  for (const [variable, text] of Object.entries(env)) {
    if (!variable.startsWith(VARIABLE_PREFIX) || FOREIGN_VARIABLES.test(variable) || !text) continue;
    const setting = SETTINGS.find((known) => known.variable === variable);
    if (setting) put(tree, setting.path, fromText(text, setting.schema.type));
    else
      faults.push(
        unknown(
          'environment variable',
          variable,
          SETTINGS.map((known) => known.variable),
        ),
      );
  }
  return faults;
}

/** Text as the schema's type where it reads as one; else unchanged, for the check to refuse. */
function fromText(text: string, type: string | undefined): unknown {
  if (type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false|1|0)$/i.test(text)) return /^(true|1)$/i.test(text);
  if (type === 'array') return text.split(',').map((item) => item.trim());
  return text;
}

/** Fills in the default, and checks the value. @returns faults */
function settle(tree: Tree, { path, key, variable, schema }: Setting, file: string): string[] {
  const value = valueAt(tree, path);
  if (value === undefined || value === null) {
    put(tree, path, schema.default);
    return [];
  }
  if (Value.Check(schema, value)) return [];
  const [first] = Value.Errors(schema, value);
  const choices =
    'anyOf' in schema ? (schema.anyOf as { const: string }[]).map((choice) => choice.const).join(', ') : '';
  return [
    `${key} (in ${file}, or ${variable}) ${choices ? `must be one of ${choices}` : (first?.message ?? 'is invalid')}; ` +
      `it is ${JSON.stringify(value)}. ${schema.description ?? ''}.`,
  ];
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return `unknown ${what} ${name}${nearest ? `; did you mean ${nearest}?` : ''} \`watchingcat --help\` lists all.`;
}

function valueAt(tree: Tree, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => (isTree(inner) ? inner[name] : undefined), tree);
}

function put(tree: Tree, path: readonly string[], value: unknown): void {
  let inner = tree;
  for (const name of path.slice(0, -1)) {
    if (!isTree(inner[name])) inner[name] = {};
    inner = inner[name] as Tree;
  }
  if (value === undefined) delete inner[path.at(-1)!];
  else inner[path.at(-1)!] = value;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
