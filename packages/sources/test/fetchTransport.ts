// The plain transport of tests: `fetch` to a server on this machine.
import type { Transport } from '../src/index.ts';

export function fetchTransport(serverUrl: string): Transport {
  return async ({ method = 'GET', path, query = {}, body, answer, signal }) => {
    const url = new URL(path, serverUrl);
    for (const [name, value] of Object.entries(query)) {
      for (const one of typeof value === 'string' ? [value] : (value ?? [])) url.searchParams.append(name, one);
    }
    const response = await fetch(url, {
      method,
      ...(body && { body: body.text, headers: { 'content-type': body.contentType } }),
      signal: signal ?? null,
    });
    if (answer === 'bytes' && response.ok) return { status: response.status, body: await response.bytes() };
    const text = await response.text();
    if (answer === 'text' && response.ok) return { status: response.status, body: text, headers: response.headers };
    try {
      return { status: response.status, body: JSON.parse(text) as unknown };
    } catch {
      return { status: response.status, body: text };
    }
  };
}
