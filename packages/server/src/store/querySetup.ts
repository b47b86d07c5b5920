// The SET statement that runs before a query on the same session: its limits, the comment by which it can be killed, its parameters.
//
// Parameters are ClickHouse query parameters (`{service:String}`), substituted by the engine's parser, never by us. They are set by
// `SET param_service = '…'` and not through chdb's `queryBindAsync`, because that one runs all parameterised queries of the process one
// after the other (its engine mixes up parameters that are passed with concurrent calls); those that were SET belong to a session.
import { StoreError } from './Store.ts';
import type { QueryParameter } from './Store.ts';

export interface QueryLimits {
  readonly timeoutMs: number;
  readonly maxMemoryBytes: number;
  readonly maxRowsToRead: number;
}

/**
 * @param comment the query's `log_comment`, how a KILL finds it
 * @throws StoreError `query` when `sql` names a parameter that is not given, or a name or number cannot be one
 */
export function querySetup(
  sql: string,
  comment: string,
  limits: QueryLimits,
  parameters: Readonly<Record<string, QueryParameter>>,
): string {
  // A parameter of an earlier query stays set in the session. Without this check a forgotten one would silently be the other query's.
  for (const [, name] of sql.matchAll(/\{([A-Za-z_]\w*):/g)) {
    if (name !== undefined && !Object.hasOwn(parameters, name))
      throw new StoreError('query', `Query parameter ${name} is not given`);
  }
  const assignments = [
    `log_comment = ${quote(comment)}`,
    `max_execution_time = ${limits.timeoutMs / 1000}`,
    `max_memory_usage = ${limits.maxMemoryBytes}`,
    `max_rows_to_read = ${limits.maxRowsToRead}`,
  ];
  for (const [name, value] of Object.entries(parameters)) {
    if (!/^[A-Za-z_]\w*$/.test(name))
      throw new StoreError('query', `${JSON.stringify(name)} cannot be a parameter's name`);
    assignments.push(`param_${name} = ${quote(parameterText(value))}`);
  }
  return `SET ${assignments.join(', ')}`;
}

/** A string literal of ClickHouse SQL, quotes included. */
export function quote(text: string): string {
  return `'${text.replace(/[\\'\0]/g, (character) => (character === '\0' ? '\\0' : `\\${character}`))}'`;
}

/** A value as the engine reads it for the placeholder's type: strings with TSV escapes, arrays as literals. */
function parameterText(value: QueryParameter): string {
  if (typeof value === 'string')
    return value.replace(/[\\\t\n\r\0]/g, (character) => TSV_ESCAPES[character] ?? character);
  if (typeof value === 'object')
    return `[${value.map((item) => (typeof item === 'string' ? quote(item) : digits(item))).join(',')}]`;
  if (typeof value === 'number') return digits(value);
  return String(value);
}

const TSV_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '\\0',
};

function digits(value: number): string {
  if (!Number.isFinite(value)) throw new StoreError('query', `${value} cannot be a query parameter`);
  return String(value);
}
