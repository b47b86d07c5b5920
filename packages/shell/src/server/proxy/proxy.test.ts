/** @jest-environment node */
// The proxy between a real client and a real data source: what arrives there, and what comes back.
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket, WebSocketServer } from 'ws';
import Fastify, { type FastifyInstance } from 'fastify';
import { PluginSettingsStore } from '../pluginSettings.ts';
import { forward } from './forward.ts';
import { proxyRoutes } from './proxyRoutes.ts';
import { leavesItsPath } from './rules.ts';

interface Arrived {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

let dir: string;
let upstream: Server;
let app: FastifyInstance;
let base: string;
let arrived: Arrived[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

const listen = (server: Server) =>
  new Promise<string>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );

const sourcesIn = (folder: string) => ({
  provisioningDir: folder,
  pluginDir: path.join(folder, 'plugin'),
  version: '',
  grafanaVersion: '',
  settings: new PluginSettingsStore(folder),
  onProblem: () => {},
});

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'watchingcat-proxy-'));
  upstream = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      arrived.push({ method: request.method!, url: request.url!, headers: request.headers, body });
      answer(request, response);
    });
  });
  const url = await listen(upstream);
  process.env['PROXY_TEST_PASSWORD'] = 's3cret';
  await mkdir(path.join(dir, 'datasources'), { recursive: true });
  await mkdir(path.join(dir, 'plugin/datasource'), { recursive: true });
  const sources = [
    { name: 'Jaeger', uid: 'jaeger', type: 'jaeger', url: `${url}/base/` },
    {
      name: 'Prometheus',
      uid: 'prom',
      type: 'prometheus',
      url,
      basicAuth: true,
      basicAuthUser: 'cat',
      secureJsonData: { basicAuthPassword: '$PROXY_TEST_PASSWORD' },
    },
    {
      name: 'Logs',
      uid: 'es',
      type: 'elasticsearch',
      url,
      jsonData: { httpHeaderName1: 'X-Key' },
      secureJsonData: { httpHeaderValue1: '$PROXY_TEST_PASSWORD' },
    },
    {
      name: 'Cat',
      uid: 'cat',
      type: 'watchingcat-datasource',
      jsonData: { serverUrl: `${url}/cat` },
      secureJsonData: { token: '$PROXY_TEST_PASSWORD' },
    },
    { name: 'Nowhere', uid: 'nowhere', type: 'jaeger', url: '$PROXY_TEST_NOT_SET' },
    { name: 'Down', uid: 'down', type: 'jaeger', url: 'http://127.0.0.1:1' },
  ];
  await writeFile(path.join(dir, 'datasources/all.yaml'), JSON.stringify({ apiVersion: 1, datasources: sources }));
  const routes = [
    {
      path: 'server',
      url: '{{ .JsonData.serverUrl }}',
      headers: [{ name: 'Authorization', content: 'Bearer {{ .SecureJsonData.token }}' }],
    },
  ];
  await writeFile(
    path.join(dir, 'plugin/datasource/plugin.json'),
    JSON.stringify({ id: 'watchingcat-datasource', type: 'datasource', routes }),
  );
  app = Fastify();
  await proxyRoutes(app, sourcesIn(dir));
  base = await app.listen({ port: 0, host: '127.0.0.1' });
});

beforeEach(() => {
  arrived = [];
  answer = (_request, response) => response.end('{}');
});

afterAll(async () => {
  await app.close();
  upstream.closeAllConnections();
  upstream.close();
  await rm(dir, { recursive: true, force: true });
});

const ask = (uid: string, rest: string, init: RequestInit = {}) =>
  fetch(`${base}/api/datasources/proxy/uid/${uid}/${rest}`, { redirect: 'manual', ...init });

it('passes path and query as they came, below the data source’s own path', async () => {
  await ask('jaeger', 'api/services/a%2Fb%20c/operations?x=1&x=%22&y=a+b');
  expect(arrived[0].url).toBe('/base/api/services/a%2Fb%20c/operations?x=1&x=%22&y=a+b');
});

it.each([
  ['jaeger', 'DELETE', 'api/traces/1', 200],
  ['prom', 'GET', 'api/v1/status/buildinfo', 200],
  ['prom', 'POST', 'api/v1/query', 200],
  ['prom', 'POST', 'api/v1/query_exemplars', 200],
  ['prom', 'POST', 'api/v1/admin/tsdb/delete_series', 403],
  ['prom', 'PUT', 'api/v1/query', 403],
  ['es', 'GET', 'logs-*/_field_caps?fields=a', 200],
  ['es', 'POST', '_msearch?max_concurrent_shard_requests=5', 200],
  ['es', 'POST', 'logs-*/_msearch', 403],
  ['es', 'POST', '_search', 403],
  ['es', 'DELETE', 'logs-1', 403],
])('%s: %s %s is %i, as in Grafana', async (uid, method, rest, status) => {
  const body = method === 'POST' || method === 'PUT' ? 'query=up' : null;
  expect((await ask(uid, rest, { method, body })).status).toBe(status);
  expect(arrived).toHaveLength(status === 200 ? 1 : 0);
  if (status === 200 && body !== null) expect(arrived[0].body).toBe(body);
});

it('knows only some resources of each type, as Grafana’s back ends do', async () => {
  const resource = (uid: string, rest: string) => fetch(`${base}/api/datasources/uid/${uid}/resources/${rest}`);
  expect((await resource('prom', 'api/v1/labels')).status).toBe(200);
  expect((await resource('es', 'logs-1/_mapping')).status).toBe(200);
  expect((await resource('es', '_cat/indices')).status).toBe(500);
  expect((await resource('jaeger', 'services')).status).toBe(500);
});

it('keeps the browser’s credentials to itself, and adds those of the settings', async () => {
  const headers = { cookie: 'session=1', authorization: 'Bearer mine', 'x-custom': 'yes', referer: `${base}/a/page` };
  await ask('prom', 'api/v1/labels', { headers });
  const [{ headers: got }] = arrived;
  expect(got.cookie).toBeUndefined();
  expect(got.authorization).toBe(`Basic ${Buffer.from('cat:s3cret').toString('base64')}`);
  expect(got).toMatchObject({
    'x-custom': 'yes',
    'x-grafana-referer': `${base}/a/page`,
    'x-forwarded-for': expect.stringContaining('127.0.0.1'),
  });
  await ask('jaeger', 'api/services', { headers: { 'x-ds-authorization': 'Bearer theirs' } });
  expect(arrived[1].headers.authorization).toBe('Bearer theirs');
  await ask('es', '_mapping', { headers: { 'x-key': 'forged' } });
  expect(arrived[2].headers['x-key']).toBe('s3cret');
});

it('takes from the answer what is not the page’s, and marks it', async () => {
  answer = (_request, response) => {
    response.writeHead(418, {
      'set-cookie': 'a=b',
      server: 'x',
      'alt-svc': 'h3',
      etag: '"1"',
      'cache-control': 'max-age=5',
      'x-own': '1',
    });
    response.end('short and stout');
  };
  const response = await ask('jaeger', 'api/services');
  expect(response.status).toBe(418);
  expect(await response.text()).toBe('short and stout');
  const headers = Object.fromEntries(response.headers);
  expect(headers).toMatchObject({
    etag: '"1"',
    'cache-control': 'max-age=5',
    'x-own': '1',
    via: '1.1 grafana',
    'content-security-policy': 'sandbox',
  });
  for (const name of ['set-cookie', 'server', 'alt-svc']) expect(headers[name]).toBeUndefined();
});

it('says 400 in Grafana’s words where the data source said 401', async () => {
  answer = (_request, response) => response.writeHead(401, { 'content-length': '2' }).end('no');
  const response = await ask('jaeger', 'api/services');
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ message: 'Authentication to data source failed' });
});

it('passes redirects on without following them', async () => {
  answer = (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
  expect((await ask('jaeger', 'api/services')).status).toBe(302);
});

it('is 502 without a body where nobody answers, 404 for an unknown data source and for one that leads nowhere', async () => {
  const down = await ask('down', 'api/services');
  expect([down.status, await down.text()]).toEqual([502, '']);
  expect((await ask('unknown', 'x')).status).toBe(404);
  expect((await ask('nowhere', 'x')).status).toBe(404);
});

it('is 504 where the headers of the answer take too long', async () => {
  const slow = createServer(() => {});
  const url = new URL(await listen(slow));
  const front = createServer((request, response) =>
    forward(request, response, { type: 'jaeger', url, headers: {} }, () => {}, 50),
  );
  expect((await fetch(await listen(front))).status).toBe(504);
  for (const server of [slow, front]) {
    server.closeAllConnections();
    server.close();
  }
});

it('streams an answer as it comes, and lets go of the data source when the client goes', async () => {
  const closed = new Promise<void>((resolve) => {
    answer = (request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n'); // and no end
      request.socket.on('close', () => resolve());
    };
  });
  const abort = new AbortController();
  const response = await ask('jaeger', 'events', { signal: abort.signal });
  const { value } = await response.body!.getReader().read();
  expect(new TextDecoder().decode(value as Uint8Array)).toBe('data: 1\n\n');
  abort.abort();
  await closed;
});

it('refuses a page of another origin', async () => {
  expect((await ask('jaeger', 'x', { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  expect((await ask('jaeger', 'x', { headers: { origin: base } })).status).toBe(200);
});

it.each(['..%2f..%2fadmin', '%252e%252e/admin', 'a/%252e%252e/b', 'a%5c..%5cb', '%ff'])(
  'refuses a path that leaves its data source: %s',
  async (rest) => {
    expect(leavesItsPath(rest)).toBe(true);
    expect((await ask('jaeger', rest)).status).toBe(400);
    expect(arrived).toEqual([]);
  },
);

describe('a WebSocket', () => {
  let sockets: WebSocketServer;
  beforeAll(() => {
    sockets = new WebSocketServer({ noServer: true });
    upstream.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      arrived.push({ method: request.method!, url: request.url!, headers: request.headers, body: '' });
      if (request.url === '/refused') return void socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
      sockets.handleUpgrade(request, socket, head, (client) => {
        client.send('hello');
        client.on('message', (data: Buffer) => client.send(data.toString().toUpperCase()));
      });
    });
  });
  const open = (rest: string, headers: Record<string, string> = {}) =>
    new WebSocket(`${base.replace('http', 'ws')}/api/datasources/proxy/uid/${rest}`, { headers });
  const said = (socket: WebSocket) => once(socket, 'message').then(([data]) => (data as Buffer).toString());
  const refusedWith = (socket: WebSocket) =>
    once(socket, 'unexpected-response').then(([, { statusCode }]) => statusCode as number);

  it('passes both ways through a plugin’s route, with the secret and without the browser’s own', async () => {
    const socket = open('cat/server/live?b=1&a=2', { cookie: 'session=1', origin: base });
    expect(await said(socket)).toBe('hello');
    socket.send('from the page');
    expect(await said(socket)).toBe('FROM THE PAGE');
    const [{ url, headers }] = arrived;
    expect(url).toBe('/cat/live?a=2&b=1');
    expect(headers).toMatchObject({ authorization: 'Bearer s3cret' });
    expect([headers.cookie, headers.origin]).toEqual([undefined, undefined]);
    socket.close(1000);
    expect((await once(socket, 'close'))[0]).toBe(1000);
  });

  it('lets go of the page when the data source goes, and of the data source when the page goes', async () => {
    const left = open('jaeger/live');
    await said(left);
    const [client] = sockets.clients;
    left.terminate();
    await once(client, 'close');
    const dropped = open('jaeger/live');
    await said(dropped);
    for (const one of sockets.clients) one.terminate();
    expect((await once(dropped, 'close'))[0]).toBe(1006);
  });

  it('is under the rules of all requests', async () => {
    const evil = await refusedWith(open('jaeger/live', { origin: 'https://evil.example' }));
    expect([evil, await refusedWith(open('unknown/live')), await refusedWith(open('down/live'))]).toEqual([
      403, 404, 502,
    ]);
    expect(arrived).toEqual([]);
  });

  it('does not keep the server from ending', async () => {
    const other = Fastify();
    await proxyRoutes(other, sourcesIn(dir));
    const address = await other.listen({ port: 0, host: '127.0.0.1' });
    const socket = new WebSocket(`${address.replace('http', 'ws')}/api/datasources/proxy/uid/jaeger/live`);
    await said(socket);
    const closed = once(socket, 'close');
    await other.close();
    expect((await closed)[0]).toBe(1006);
  });

  it('hands on a refusal, 401 as 400', async () => {
    expect(await refusedWith(open('prom/refused'))).toBe(400);
  });
});

describe('a route of a plugin', () => {
  it('adds the secret in place of the client’s own header, and leaves its prefix out', async () => {
    await ask('cat', 'server/api/v1/services?start=1', { headers: { authorization: 'Bearer mine' } });
    expect(arrived[0]).toMatchObject({
      url: '/cat/api/v1/services?start=1',
      headers: { authorization: 'Bearer s3cret' },
    });
  });

  it('doubles escapes in the path, sorts the query, and matches without a boundary, as Grafana does', async () => {
    await ask('cat', 'server/a%2Fb/c%20d?b=2&a=1');
    await ask('cat', 'serverX/q');
    expect(arrived.map(({ url }) => url)).toEqual(['/cat/a%252Fb/c%2520d?a=1&b=2', '/cat/X/q']);
  });

  it('is 502 for a path that no route has where the data source has no URL', async () => {
    expect((await ask('cat', 'other')).status).toBe(502);
  });
});
