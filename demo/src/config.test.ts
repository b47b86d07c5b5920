import { ConfigError, readConfig } from './config.ts';

it('has defaults that work with the server beside it', () => {
  expect(readConfig([], {})).toEqual({
    otlpEndpoint: 'http://127.0.0.1:4318',
    shopPort: 8080,
    shopHost: '127.0.0.1',
    rate: 1,
    seed: 1,
    daySeconds: 86_400,
    dataDir: './data',
    uiUrl: 'http://127.0.0.1:3000',
  });
});

it('takes options before environment variables', () => {
  const env = {
    WATCHINGCAT_SHOP_RATE: '3',
    WATCHINGCAT_SHOP_PORT: '0',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel:4318/',
  };
  expect(readConfig(['--rate', '5'], env)).toMatchObject({ rate: 5, shopPort: 0, otlpEndpoint: 'http://otel:4318' });
});

it.each([
  [['--rate', 'many'], {}, 'WATCHINGCAT_SHOP_RATE or --rate must be a number from 0 to 200, not "many"'],
  [['--port', '70000'], {}, 'must be a number from 0 to 65535'],
  [[], { OTEL_EXPORTER_OTLP_ENDPOINT: 'nowhere' }, 'OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https URL'],
])('refuses %j %j', (args, env, message) => {
  expect(() => readConfig(args, env)).toThrow(ConfigError);
  expect(() => readConfig(args, env)).toThrow(message);
});
