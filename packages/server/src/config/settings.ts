// The settings as a flat list: `otlp.grpcPort` in yaml is WATCHINGCAT_OTLP_GRPC_PORT in the environment.
import type { TObject, TSchema } from 'typebox';
import { ConfigSchema } from './schema.ts';

export interface Setting {
  readonly path: readonly string[];
  /** As in yaml, joined by dots. */
  readonly key: string;
  readonly variable: string;
  readonly schema: TSchema & { readonly description?: string; readonly default?: unknown; readonly type?: string };
}

export const VARIABLE_PREFIX = 'WATCHINGCAT_';

export const SETTINGS: readonly Setting[] = settingsOf(ConfigSchema, []);

function settingsOf(schema: TObject, path: readonly string[]): Setting[] {
  return Object.entries(schema.properties).flatMap(([name, inner]: [string, TSchema]) => {
    const innerPath = [...path, name];
    if ('properties' in inner) return settingsOf(inner as TObject, innerPath);
    return [{ path: innerPath, key: innerPath.join('.'), variable: variableOf(innerPath), schema: inner }];
  });
}

function variableOf(path: readonly string[]): string {
  return VARIABLE_PREFIX + path.map((name) => name.replace(/[A-Z]/g, '_$&').toUpperCase()).join('_');
}

/** For --help: every setting with its variable, default and meaning. */
export function describeSettings(): string {
  return SETTINGS.map(({ key, variable, schema }) => {
    const standard = schema.default === undefined ? '' : ` (default ${JSON.stringify(schema.default)})`;
    return `  ${key}, ${variable}${standard}\n      ${schema.description ?? ''}`;
  }).join('\n');
}
