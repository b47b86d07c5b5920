// docker-compose.yml as its tests read it: variables replaced as Compose does, in the part of its syntax that the file uses. The file's own
// shape is not assumed here: the tests check it against the compose specification's schema first.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const ROOT = join(__dirname, '../..');

export interface Healthcheck {
  readonly test: readonly string[];
  readonly interval: string;
  readonly timeout: string;
  readonly retries: number;
}

export interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string; readonly args?: Record<string, string> };
  readonly command?: readonly string[];
  readonly profiles?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks: readonly string[];
  readonly restart: string;
  readonly healthcheck: Healthcheck;
  readonly deploy: { readonly resources: { readonly limits: { readonly cpus: string; readonly memory: string } } };
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

export type Variables = Readonly<Record<string, string>>;

/** The file's text, variables and all. */
export const composeText = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');

/** The names of all variables in a text, in the order in which they first appear. */
export function variableNames(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([, name]) => name))];
}

/** The file as Compose sees it with these variables. @throws Error when a required variable has no value */
export function readCompose(variables: Variables): ComposeFile {
  return parse(
    composeText,
    (_key, value: unknown) => (typeof value === 'string' ? interpolate(value, variables) : value),
    {
      merge: true,
    },
  ) as ComposeFile;
}

/** https://docs.docker.com/reference/compose-file/interpolation/: `${NAME:-default}` and `${NAME:?message}`; the file uses no others. */
const VARIABLE = /\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g;

/** @throws Error for a variable without a value, with the message that the file gives, as Compose does */
export function interpolate(text: string, variables: Variables): string {
  return text.replace(VARIABLE, (_whole, name: string, operator: string | undefined, rest: string | undefined) => {
    const value = variables[name] ?? '';
    if (value !== '') return value;
    if (operator === '-') return rest ?? '';
    throw new Error(`required variable ${name} is missing a value: ${rest ?? ''}`);
  });
}
