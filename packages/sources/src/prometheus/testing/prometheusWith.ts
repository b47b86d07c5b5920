// Answers of the HTTP API for tests: given per path, and what was asked. Shapes are those of captured answers of Prometheus 2.42.
import type { Transport, TransportResponse } from '../../transport.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly parameters: URLSearchParams;
}

export type Answer = (asked: Asked) => TransportResponse;

export function prometheusWith(answer: Answer): { readonly transport: Transport; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const transport: Transport = async ({ method = 'GET', path, query = {}, body }) => {
    const parameters = new URLSearchParams(body?.text ?? '');
    for (const [name, value] of Object.entries(query))
      for (const one of typeof value === 'string' ? [value] : (value ?? [])) parameters.append(name, one);
    const question = { method, path, parameters };
    asked.push(question);
    return answer(question);
  };
  return { transport, asked };
}

export type Sample = readonly [labels: Readonly<Record<string, string>>, value: number | string];

export function vector(...samples: readonly Sample[]): TransportResponse {
  const result = samples.map(([metric, value]) => ({ metric, value: [1_700_000_000, String(value)] }));
  return success({ resultType: 'vector', result });
}

export function success(data: unknown, more: object = {}): TransportResponse {
  return { status: 200, body: { status: 'success', data, ...more } };
}

export function failure(status: number, errorType: string, error: string): TransportResponse {
  return { status, body: { status: 'error', errorType, error } };
}
