// Options of a benchmark: `--name value`, numbers may have underscores. What a benchmark does not know is an error, not ignored.
import { parseArgs } from 'node:util';

/** @param defaults the options with their values when not given; the type of the default is the type of the option */
export function options<Known extends Record<string, string | number | boolean>>(defaults: Known): Known {
  const config = Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [
      name,
      { type: typeof value === 'boolean' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({ options: config, strict: true }));
  } catch (error) {
    console.error(`${(error as Error).message}\nOptions: ${usage(defaults)}`);
    process.exit(2);
  }
  return Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, read(name, values[name], value)]),
  ) as Known;
}

function read(name: string, given: string | boolean | undefined, fallback: string | number | boolean): unknown {
  if (given === undefined) return fallback;
  if (typeof fallback !== 'number') return given;
  const number = Number(String(given).replaceAll('_', ''));
  if (given !== '' && Number.isFinite(number) && number >= 0) return number;
  console.error(`--${name} must be a number, not ${JSON.stringify(given)}.`);
  process.exit(2);
}

const usage = (defaults: object): string =>
  Object.entries(defaults)
    .map(([name, value]) => `--${name} (${value === '' ? 'none' : String(value)})`)
    .join(', ');
