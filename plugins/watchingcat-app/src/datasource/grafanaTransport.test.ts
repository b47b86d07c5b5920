import { once } from 'node:events';
import { grafanaTransport } from './grafanaTransport';
import { answerJson, startProxiedServer, type ProxiedServer } from './test/proxiedServer';

describe('grafanaTransport', () => {
  let server: ProxiedServer;
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
  });
});
