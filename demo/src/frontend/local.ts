// Does a request come from this machine, and from nobody else's page? The address alone is not enough: a page on the internet can make
// a browser send requests to 127.0.0.1, under its own origin, or under its own name when it rebinds DNS.
import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;
const LOOPBACK_ADDRESS = /^(127\.|::1$|::ffff:127\.)/;

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** True when sender, Host and, if there is one, Origin are all on the loopback interface. */
export function isLocalRequest({ headers, socket }: Received): boolean {
  const { host, origin } = headers;
  if (!LOOPBACK_ADDRESS.test(socket.remoteAddress ?? '') || !LOOPBACK_NAME.test(host ?? '')) return false;
  return origin === undefined || origin === `http://${host}`;
}
