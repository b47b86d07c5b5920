// Hands one request on and its answer back as they come: nothing is buffered, redirects are not followed, and whoever goes away ends both.
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { requestHeaders, responseHeaders } from './rules.ts';
import type { Upstream } from './upstream.ts';

/** Grafana's `[dataproxy] timeout`: to the headers of the answer; how long the rest takes is not limited. */
const HEADERS_WITHIN_MS = 30_000;
/** What Grafana answers in place of a 401, which the browser would take for its own session's. */
const REFUSED = JSON.stringify({ message: 'Authentication to data source failed' });

export interface Target extends Upstream {
  readonly url: URL;
}

/** Answers `to` in any case; never rejects. @param onFailure for the log: no answer came, or it broke off */
export function forward(
  from: IncomingMessage,
  to: ServerResponse,
  { url, headers }: Target,
  onFailure: (error: Error) => void,
  headersWithinMs = HEADERS_WITHIN_MS,
): void {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const sent = requestHeaders(from.headers, from.socket.remoteAddress ?? '', headers);
  const upstream: ClientRequest = send(url, { method: from.method, headers: sent });
  const deadline = setTimeout(() => {
    end(to, 504);
    upstream.destroy();
  }, headersWithinMs);
  upstream.on('response', (answer) => {
    clearTimeout(deadline);
    hand(answer, to, onFailure);
  });
  upstream.on('error', (error) => {
    clearTimeout(deadline);
    if (to.destroyed || to.writableEnded) return;
    onFailure(error);
    end(to, 502);
  });
  to.on('close', () => {
    clearTimeout(deadline);
    upstream.destroy();
  });
  pipeline(from, upstream, () => {}); // a broken upload shows as the upstream's error
}

/** The client's end of a connection that asks to become another protocol: WebSocket, for all that we know of. */
export interface Upgrade {
  readonly socket: Socket;
  /** What the client sent after its headers already. */
  readonly head: Buffer;
}

/** As `forward`; once the data source agrees, both ends are joined byte by byte until one of them goes. */
export function forwardUpgrade(
  from: IncomingMessage,
  to: ServerResponse,
  { socket, head }: Upgrade,
  { url, headers }: Target,
  onFailure: (error: Error) => void,
): void {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const sent = requestHeaders(from.headers, from.socket.remoteAddress ?? '', headers);
  const upstream = send(url, { headers: { ...sent, connection: 'Upgrade', upgrade: from.headers.upgrade } });
  const deadline = setTimeout(() => upstream.destroy(new Error('no answer in time')), HEADERS_WITHIN_MS);
  upstream.on('upgrade', (answer, peer, peerHead) => {
    clearTimeout(deadline);
    to.detachSocket(socket);
    const { connection, upgrade } = answer.headers;
    const lines = Object.entries({ ...responseHeaders(answer.headers), connection, upgrade });
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\n${lines.map(([name, value]) => `${name}: ${String(value)}\r\n`).join('')}\r\n`,
    );
    socket.write(peerHead);
    peer.write(head);
    // Either end may go without a word; that is no failure.
    pipeline(socket, peer, socket, () => {
      socket.destroy();
      peer.destroy();
    });
  });
  upstream.on('response', (answer) => {
    clearTimeout(deadline);
    hand(answer, to, onFailure);
  });
  upstream.on('error', (error) => {
    clearTimeout(deadline);
    onFailure(error);
    end(to, 502);
  });
  socket.on('close', () => {
    clearTimeout(deadline);
    upstream.destroy();
  });
  upstream.end();
}

function hand(answer: IncomingMessage, to: ServerResponse, onFailure: (error: Error) => void): void {
  if (to.headersSent || to.destroyed) return void answer.destroy();
  const headers = responseHeaders(answer.headers);
  if (answer.statusCode === 401) {
    answer.resume();
    delete headers['content-length'];
    delete headers['content-encoding'];
    to.writeHead(400, { ...headers, 'content-type': 'application/json' }).end(REFUSED);
    return;
  }
  to.writeHead(answer.statusCode ?? 502, headers);
  to.flushHeaders(); // an event stream may say nothing for a while
  pipeline(answer, to, (error) => {
    if (error && !to.destroyed) onFailure(error);
  });
}

/** As Grafana's, without a body. */
function end(to: ServerResponse, status: number): void {
  if (to.headersSent) return void to.destroy();
  to.writeHead(status).end();
}
