// What Grafana's data-source proxy lets through, changes and leaves out, as a real Grafana 11.0 does it, so that what works in the shell
// works there, and what does not work there does not work here.
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/** POST that Prometheus' proxy allows; every other method but GET is forbidden. */
const PROMETHEUS_POST = /^api\/v1\/(query|query_range|series|labels|query_exemplars)$/;

/** Whether a request may reach a data source of this type. @param path without query, without a leading slash */
export function isAllowed(type: string, method: string, path: string): boolean {
  switch (type) {
    case 'prometheus':
      return method === 'GET' || (method === 'POST' && PROMETHEUS_POST.test(path));
    case 'elasticsearch':
      return method === 'GET' || (method === 'POST' && path === '_msearch');
    default:
      return true;
  }
}

/** Whether `resources/` of the data source answers: Grafana's own back end of each type knows few paths there. */
export function isResource(type: string, path: string): boolean {
  if (type === 'prometheus') return path.startsWith('api/v1/');
  return type === 'elasticsearch' && /^(_msearch|_mapping|[^/]+\/_mapping)$/.test(path);
}

/** A segment that would leave the data source's own path, however often it was escaped. */
export function leavesItsPath(path: string): boolean {
  let text = path;
  for (let escapes = 0; escapes < 4; escapes++) {
    if (text.split(/[/\\]/).some((segment) => segment === '..' || segment === '.')) return true;
    try {
      const decoded = decodeURIComponent(text);
      if (decoded === text) return false;
      text = decoded;
    } catch {
      return true; // what cannot be decoded cannot be judged
    }
  }
  return true;
}

/** RFC 9110 §7.6.1: of one connection only. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
/** The browser's own, which are no business of the data source. */
const OF_THE_BROWSER = [
  'host',
  'cookie',
  'authorization',
  'origin',
  'referer',
  'x-ds-authorization',
  'content-length',
  'expect',
];

/** @param own what the data source's settings add; it replaces what the client sent */
export function requestHeaders(
  headers: IncomingHttpHeaders,
  clientAddress: string,
  own: OutgoingHttpHeaders,
): OutgoingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name) && !OF_THE_BROWSER.includes(name));
  const { referer, 'x-ds-authorization': authorization, 'content-length': length } = headers;
  return {
    ...Object.fromEntries(kept),
    ...(length !== undefined && { 'content-length': length }),
    ...(authorization !== undefined && { authorization: [authorization].flat()[0] }),
    'x-forwarded-for': clientAddress,
    ...(referer !== undefined && { 'x-grafana-referer': referer }),
    ...own,
  };
}

const REMOVED_FROM_ANSWERS = ['set-cookie', 'server', 'strict-transport-security', 'alt-svc'];

export function responseHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const kept = Object.entries(headers).filter(
    ([name]) => !HOP_BY_HOP.includes(name) && !REMOVED_FROM_ANSWERS.includes(name),
  );
  return { ...Object.fromEntries(kept), via: '1.1 grafana', 'content-security-policy': 'sandbox' };
}
