// Grafana's side of the data source for tests: a BackendSrv like Grafana's (an Observable that ends its request when it is
// unsubscribed, and throws for answers that are not 2xx), and a real HTTP server behind it.
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setBackendSrv, type BackendSrv, type BackendSrvRequest } from '@grafana/runtime';
import { Observable, type Subscriber } from 'rxjs';

export interface ProxiedServer {
  /** What `instanceSettings.url` would be. */
  readonly dataSourceUrl: string;
  readonly close: () => Promise<void>;
}

type Handler = (url: URL, request: IncomingMessage, response: ServerResponse) => void;

/** The handler sees paths as Grafana's proxy would: without `/server`. */
export async function startProxiedServer(handler: Handler): Promise<ProxiedServer> {
  const server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? '', 'http://grafana');
    if (url.pathname.startsWith('/proxy/server/')) {
      url.pathname = url.pathname.slice('/proxy/server'.length);
      handler(url, incoming, response);
    } else {
      response.writeHead(502).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  setBackendSrv({ fetch: fetchLikeGrafana, chunked: chunksLikeGrafana } as unknown as BackendSrv);
  return {
    dataSourceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/proxy`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

export function answerJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function fetchLikeGrafana(options: BackendSrvRequest): Observable<unknown> {
  return exchange(options, (response, subscriber) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const isBytes = options.responseType === 'arraybuffer';
      const data = isBytes ? Uint8Array.from(bytes).buffer : parsed(bytes.toString());
      const answer = { ...headOf(response), data };
      if (!isSuccess(response)) return subscriber.error(answer);
      subscriber.next(answer);
      subscriber.complete();
    });
  });
}

/** Of a failure the body is lost, as it is in Grafana. */
function chunksLikeGrafana(options: BackendSrvRequest): Observable<unknown> {
  return exchange(options, (response, subscriber) => {
    if (!isSuccess(response)) return subscriber.error({ ...headOf(response), data: undefined });
    response.on('data', (chunk: Buffer) => subscriber.next({ ...headOf(response), data: Uint8Array.from(chunk) }));
    response.on('end', () => {
      subscriber.next({ ...headOf(response), data: undefined });
      subscriber.complete();
    });
  });
}

/** By Node's own client: jsdom has no fetch. */
function exchange(
  { url, method = 'GET', data, headers = {} }: BackendSrvRequest,
  onResponse: (response: IncomingMessage, subscriber: Subscriber<unknown>) => void,
): Observable<unknown> {
  return new Observable((subscriber) => {
    const outgoing = request(url, { method, headers: headers as Record<string, string> }, (response) =>
      onResponse(response, subscriber),
    );
    outgoing.on('error', (cause) => subscriber.error(cause));
    outgoing.end(data === undefined || typeof data === 'string' ? data : JSON.stringify(data)); // text goes as it is
    return () => outgoing.destroy();
  });
}

const headOf = ({ statusCode = 0, statusMessage }: IncomingMessage) => ({
  status: statusCode,
  statusText: statusMessage,
});
const isSuccess = ({ statusCode = 0 }: IncomingMessage) => statusCode >= 200 && statusCode < 300;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
