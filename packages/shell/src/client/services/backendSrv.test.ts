import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { firstValueFrom, lastValueFrom, toArray } from 'rxjs';
import { createBackendSrv } from './backendSrv.ts';

/** A real server: it repeats the request, or does what the path asks. */
let server: Server;
let hangingClosed: Promise<unknown>;
let base: string;

const bodyOf = async (request: IncomingMessage) => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    if (pathname === '/hang') {
      hangingClosed = once(request.socket, 'close');
      server.emit('hanging');
    } else if (pathname === '/problem') {
      response
        .writeHead(404, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify({ title: 'Trace not found', detail: 'Look elsewhere.', status: 404 }));
    } else if (pathname === '/text') response.end('plain words');
    else if (pathname === '/empty') response.writeHead(204).end();
    else if (pathname === '/stream') {
      response.write('one');
      setTimeout(() => response.end('two'), 20);
    } else {
      void bodyOf(request).then((body) =>
        response.end(
          JSON.stringify({
            method: request.method,
            url: request.url,
            type: request.headers['content-type'] ?? null,
            body,
          }),
        ),
      );
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const srv = () => createBackendSrv(base);

describe('requests', () => {
  it('puts parameters into the query, repeated for lists, without undefined ones', async () => {
    const { url } = await srv().get<{ url: string }>('/echo', { a: 1, b: ['x', 'y z'], c: undefined, d: null });
    expect(url).toBe('/echo?a=1&b=x&b=y+z');
  });

  it('adds parameters to an address that has some', async () => {
    expect((await srv().get<{ url: string }>('echo?z=0', { a: 1 })).url).toBe('/echo?z=0&a=1');
  });

  it('sends data as JSON with every method', async () => {
    const expected = (method: string) => ({ method, url: '/echo', type: 'application/json', body: '{"a":1}' });
    expect(await srv().post('/echo', { a: 1 })).toEqual(expected('POST'));
    expect(await srv().put('/echo', { a: 1 })).toEqual(expected('PUT'));
    expect(await srv().patch('/echo', { a: 1 })).toEqual(expected('PATCH'));
    expect(await srv().delete('/echo', { a: 1 })).toEqual(expected('DELETE'));
  });

  it('sends nothing before someone subscribes', async () => {
    let requests = 0;
    const count = () => requests++;
    server.on('request', count);
    const answer = srv().fetch({ url: '/echo' });
    expect(requests).toBe(0);
    await lastValueFrom(answer);
    expect(requests).toBe(1);
    server.off('request', count);
  });
});

describe('answers', () => {
  it('have data, status, headers and the request', async () => {
    const config = { url: '/text' };
    const answer = await lastValueFrom(srv().fetch(config));
    expect(answer).toMatchObject({ data: 'plain words', status: 200, ok: true, config });
    expect(answer.headers.get('date')).not.toBeNull();
  });

  it('are read as asked', async () => {
    expect(await srv().request({ url: '/echo', responseType: 'text' })).toContain('"method":"GET"');
    expect(
      Buffer.from(await srv().request<ArrayBuffer>({ url: '/text', responseType: 'arraybuffer' })).toString(),
    ).toBe('plain words');
    expect(await srv().get('/empty')).toEqual({});
  });

  it('arrive in parts from chunked, closed by one without data', async () => {
    const parts = await lastValueFrom(srv().chunked({ url: '/stream' }).pipe(toArray()));
    expect(parts.at(-1)?.data).toBeUndefined();
    expect(parts.map(({ data }) => (data ? Buffer.from(data).toString() : '')).join('')).toBe('onetwo');
  });
});

describe('failures', () => {
  it('are FetchErrors with the body and a message for people', async () => {
    await expect(srv().get('/problem')).rejects.toMatchObject({
      status: 404,
      data: { title: 'Trace not found', detail: 'Look elsewhere.', message: 'Look elsewhere.' },
      config: { url: '/problem' },
    });
    await expect(lastValueFrom(srv().chunked({ url: '/problem' }))).rejects.toMatchObject({ status: 404 });
  });

  it('have status 0 when nobody answers', async () => {
    await expect(createBackendSrv('http://127.0.0.1:1').get('/x')).rejects.toMatchObject({ status: 0 });
  });
});

describe('ending a request early', () => {
  it('by unsubscribing closes the connection', async () => {
    const hanging = once(server, 'hanging');
    const subscription = srv().fetch({ url: '/hang' }).subscribe();
    await hanging;
    subscription.unsubscribe();
    await hangingClosed;
  });

  it('by the abort signal gives a cancelled error', async () => {
    const abort = new AbortController();
    const hanging = once(server, 'hanging');
    const failure = firstValueFrom(srv().fetch({ url: '/hang', abortSignal: abort.signal })).catch(
      (error: unknown) => error,
    );
    await hanging;
    abort.abort();
    expect(await failure).toMatchObject({ cancelled: true, status: -1 });
  });

  it('happens to the older of two requests with one id', async () => {
    const hanging = once(server, 'hanging');
    const older = srv()
      .get('/hang', undefined, 'same')
      .catch((error: unknown) => error);
    await hanging;
    expect(await srv().get('/text', undefined, 'same')).toBe('plain words');
    expect(await older).toMatchObject({ cancelled: true });
  });

  it('sends nothing when the signal is aborted already', async () => {
    await expect(srv().get('/echo', undefined, undefined, { abortSignal: AbortSignal.abort() })).rejects.toMatchObject({
      cancelled: true,
    });
  });
});
