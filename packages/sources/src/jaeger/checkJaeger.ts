// What the "Test" of a data source says of Jaeger: whether it answers, its version, and what of it WatchingCat can use.
import { TelemetryError } from '@watchingcat/model';
import { text } from '../decode.ts';
import type { SourceReport } from '../sourceReport.ts';
import type { Source } from '../sourceRequest.ts';
import { sendToSource } from '../sourceRequest.ts';
import { askJaeger, isOfV3 } from './jaegerApi.ts';

/** No trace has it; asking for it tells whether the path exists. */
const UNKNOWN_TRACE = 'f'.repeat(32);

/** Rejects only when the signal was aborted. */
export async function checkJaeger(jaeger: Source, signal?: AbortSignal): Promise<SourceReport> {
  const found: string[] = [];
  const advice: string[] = [];
  try {
    const services = await askJaeger(jaeger, { path: '/api/services', signal }, text);
    const version = await versionOf(jaeger, signal);
    found.push(version === undefined ? 'Jaeger answers. It does not tell its version.' : `Jaeger ${version} answers.`);
    found.push(`It knows ${services.length} ${services.length === 1 ? 'service' : 'services'}.`);
    if (services.length === 0)
      advice.push('Send traces to it, for example by OTLP to port 4317 or 4318: it has seen no service yet.');

    const v3 = await sendToSource(jaeger, { path: `/api/v3/traces/${UNKNOWN_TRACE}`, signal });
    if (v3.status === 404 && isOfV3(v3.body)) found.push('Traces come with nanoseconds, by /api/v3.');
    else
      advice.push(
        'Upgrade Jaeger to 1.54 or later, or let /api/v3 through to it: without it, times are cut to microseconds.',
      );
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof TelemetryError)) throw error;
    return { source: 'Jaeger', status: 'failed', found, advice: [...advice, error.message] };
  }
  return { source: 'Jaeger', status: advice.length === 0 ? 'works' : 'limited', found, advice };
}

/** Jaeger has no API that tells its version, but its UI is served with it. */
async function versionOf(jaeger: Source, signal?: AbortSignal): Promise<string | undefined> {
  const { body } = await sendToSource(jaeger, { path: '/', signal });
  const version =
    typeof body === 'string' ? /JAEGER_VERSION = \{[^}]*"gitVersion":"v?([\w.+-]{1,40})"/.exec(body) : null;
  return version?.[1];
}
