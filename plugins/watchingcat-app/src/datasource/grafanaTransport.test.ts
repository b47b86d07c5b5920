import { once } from 'node:events';
import { getBackendSrv, setBackendSrv, type BackendSrv } from '@grafana/runtime';
import { ACCEPT_LINES } from '@watchingcat/sources';
import { grafanaTransport } from './grafanaTransport';
import { answerJson, startProxiedServer, type ProxiedServer } from './test/proxiedServer';

describe('grafanaTransport', () => {
  let server: ProxiedServer;
  let finishLines: () => void;
  let hangingRequestClosed: Promise<unknown>;
  beforeAll(async () => {
    server = await startProxiedServer((url, request, response) => {
      switch (url.pathname) {
        case '/hang':
          hangingRequestClosed = once(response, 'close');
          return void response.writeHead(200).write('{');
        case '/refused':
          return answerJson(response, { message: 'Authentication to data source failed' }, 400);
        case '/problem':
          return answerJson(response, { type: 'urn:watchingcat:problem:bad-time', detail: 'no' }, 400);
        case '/lines':
          if (request.headers.accept !== ACCEPT_LINES) return answerJson(response, { lines: 0 });
          response.writeHead(200).write('{"progress":{"traces":1,"of":2}}\n{"progress":');
          finishLines = () => response.end('{"traces":2,"of":2}}\n{"answer":{"lines":3}}\n');
          return undefined;
        case '/html':
          return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>');
      }
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () =>
        answerJson(response, {
          query: [...url.searchParams],
          method: request.method,
          body,
          contentType: request.headers['content-type'],
        }),
      );
    });
  });
  afterAll(() => server.close());
  const send = (path: string, rest = {}) => grafanaTransport(`${server.dataSourceUrl}/server`)({ path, ...rest });

  it('calls the route of the data source, and repeats the name of a list', async () => {
    const query = { service: 'a/b c+d&é', attributes: ['x=1', 'y=a=b'], none: undefined, empty: [] };
    expect(await send('/api/v1/traces', { query })).toEqual({
      status: 200,
      body: {
        query: [
          ['service', 'a/b c+d&é'],
          ['attributes', 'x=1'],
          ['attributes', 'y=a=b'],
        ],
        method: 'GET',
        body: '',
      },
    });
  });

  it('sends a body as it is, with its content type', async () => {
    const given = { contentType: 'application/x-ndjson', text: '{"index":"logs-*"}\n{"size":3}\n' };
    const { body } = await send('/_msearch', { method: 'POST', body: given });
    expect(body).toMatchObject({ method: 'POST', body: given.text, contentType: given.contentType });
  });

  it('gives answers that are not 2xx, and HTML, instead of throwing', async () => {
    expect(await send('/problem')).toEqual({
      status: 400,
      body: { type: 'urn:watchingcat:problem:bad-time', detail: 'no' },
    });
    expect(await send('/html')).toEqual({ status: 200, body: '<html></html>' });
    expect(await grafanaTransport(`${server.dataSourceUrl}/elsewhere`)({ path: '/x' })).toEqual({
      status: 502,
      body: '',
    });
  });

  it('gives a success as bytes where that was asked for, and a failure as ever', async () => {
    const { status, body } = await send('/html', { answer: 'bytes' });
    expect(status).toBe(200);
    expect(new TextDecoder().decode(body as Uint8Array)).toBe('<html></html>');
    for (const path of ['/problem', '/refused'])
      expect(await send(path, { answer: 'bytes' })).toEqual(await send(path));
  });

  it('tells how far an answer is while it comes', async () => {
    const told: number[] = [];
    const onProgress = ({ traces }: { traces: number }) => {
      told.push(traces);
      if (traces === 1) finishLines();
    };
    expect(await send('/lines', { onProgress })).toEqual({ status: 200, body: { lines: 3 } });
    expect(told).toEqual([1, 2]);
  });

  it('asks for the whole answer where nobody listens, and where this Grafana cannot read one in parts', async () => {
    expect(await send('/lines')).toEqual({ status: 200, body: { lines: 0 } });
    const backend = getBackendSrv();
    setBackendSrv({ fetch: backend.fetch } as BackendSrv);
    expect(await send('/lines', { onProgress: jest.fn() })).toEqual({ status: 200, body: { lines: 0 } });
    setBackendSrv(backend);
  });

  it('says why an answer in parts failed', async () => {
    for (const path of ['/problem', '/refused', '/html'])
      expect(await send(path, { onProgress: jest.fn() })).toEqual(await send(path));
  });

  it('turns the 400 that Grafana makes of a 401 back', async () => {
    expect(await send('/refused')).toMatchObject({ status: 401 });
  });

  it('rejects when nothing answers', async () => {
    await expect(grafanaTransport('http://127.0.0.1:1/proxy')({ path: '/x' })).rejects.toThrow('ECONNREFUSED');
  });

  it('ends the request when its signal is aborted', async () => {
    const abort = new AbortController();
    const answer = send('/hang', { signal: abort.signal });
    while (hangingRequestClosed === undefined) await new Promise((tick) => setTimeout(tick, 1));
    abort.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    await hangingRequestClosed;
    await expect(send('/hang', { signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' });
    const onProgress = jest.fn();
    await expect(send('/hang', { signal: abort.signal, onProgress })).rejects.toMatchObject({ name: 'AbortError' });
  });
});
