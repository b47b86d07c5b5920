// Requests of the server to a team's back-ends: straight over HTTP, with the credentials from the configuration and a limit in time.
import type { Transport, TransportRequest } from '@watchingcat/sources';

/** @param authorization value of the header, empty for none; it is never logged */
export function httpTransport(baseUrl: string, authorization: string, timeoutMs: number): Transport {
  return async ({ method = 'GET', path, query, body, answer, signal }) => {
    const limit = AbortSignal.timeout(timeoutMs);
    const response = await fetch(addressOf(baseUrl, path, query), {
      method,
      headers: {
        accept: 'application/json, */*',
        ...(body && { 'content-type': body.contentType }),
        ...(authorization !== '' && { authorization }),
      },
      ...(body && { body: body.text }),
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    }).catch((error: unknown) => {
      if (limit.aborted && signal?.aborted !== true) return undefined;
      throw error;
    });
    // As a proxy would say it, so that it means the same on every way.
    if (response === undefined) return { status: 504, body: '' };
    if (answer === 'bytes' && response.ok) return { status: response.status, body: await response.bytes() };
    const text = await response.text();
    return { status: response.status, body: parsed(text) };
  };
}

function addressOf(baseUrl: string, path: string, query: TransportRequest['query'] = {}): URL {
  const url = new URL(baseUrl.replace(/\/+$/, '') + path);
  for (const [name, value] of Object.entries(query))
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) url.searchParams.append(name, one);
  return url;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
