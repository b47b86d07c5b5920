// The demo's configuration: environment variables, which command line options override. Everything is checked here, once.
import { parseArgs } from 'node:util';

export interface DemoConfig {
  /** OTLP/HTTP base URL that all services export to. */
  readonly otlpEndpoint: string;
  /** Port of the shop; 0 takes a free one. */
  readonly shopPort: number;
  readonly shopHost: string;
  /** Shopping sessions a second, averaged over a day. */
  readonly rate: number;
  readonly seed: number;
  /** Length of a simulated day; 86,400 is a real one. */
  readonly daySeconds: number;
  /** Where answers are recorded. */
  readonly dataDir: string;
  /** Where WatchingCat's pages are, for links from the shop. */
  readonly uiUrl: string;
}

/** A setting has no usable value; the message names it and says what it may be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError for a value that cannot be used, TypeError for an unknown option */
export function readConfig(args: readonly string[], env: Environment): DemoConfig {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      rate: { type: 'string' },
      seed: { type: 'string' },
      'day-seconds': { type: 'string' },
    },
  });
  const uiPort = env['WATCHINGCAT_PORT'] ?? '3000';
  return {
    otlpEndpoint: url('OTEL_EXPORTER_OTLP_ENDPOINT', env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? 'http://127.0.0.1:4318'),
    shopPort: number('WATCHINGCAT_SHOP_PORT or --port', values.port ?? env['WATCHINGCAT_SHOP_PORT'], 8080, 0, 65_535),
    shopHost: env['WATCHINGCAT_SHOP_HOST'] ?? '127.0.0.1',
    rate: number('WATCHINGCAT_SHOP_RATE or --rate', values.rate ?? env['WATCHINGCAT_SHOP_RATE'], 1, 0, 200),
    seed: number('WATCHINGCAT_SHOP_SEED or --seed', values.seed ?? env['WATCHINGCAT_SHOP_SEED'], 1, 0, 2 ** 32 - 1),
    daySeconds: number(
      'WATCHINGCAT_SHOP_DAY_SECONDS or --day-seconds',
      values['day-seconds'] ?? env['WATCHINGCAT_SHOP_DAY_SECONDS'],
      86_400,
      10,
      86_400,
    ),
    dataDir: env['WATCHINGCAT_DATA_DIR'] ?? './data',
    uiUrl: url('WATCHINGCAT_UI_URL', env['WATCHINGCAT_UI_URL'] ?? `http://127.0.0.1:${uiPort}`),
  };
}

function number(name: string, text: string | undefined, initial: number, min: number, max: number): number {
  if (text === undefined || text.trim() === '') return initial;
  const value = Number(text);
  if (!(value >= min && value <= max))
    throw new ConfigError(`${name} must be a number from ${min} to ${max}, not "${text}"`);
  return value;
}

function url(name: string, text: string): string {
  if (!/^https?:$/.test(URL.parse(text)?.protocol ?? ''))
    throw new ConfigError(`${name} must be an http or https URL, not "${text}"`);
  return text.replace(/\/+$/, '');
}
