// What the "Test" of a data source says of Elasticsearch: which product answers, which indices and fields hold the logs, and what to change.
import type { TimeRange, UnixNano } from '@watchingcat/model';
import { TelemetryError } from '@watchingcat/model';
import { record } from '../decode.ts';
import type { SourceReport } from '../sourceReport.ts';
import type { ElasticsearchApi } from './elasticsearchApi.ts';
import { objectOf } from './elasticsearchApi.ts';
import type { FieldCaps } from './fieldForms.ts';
import type { FieldNames, LogFieldSettings } from './logFields.ts';
import { existingFields, layoutName } from './logFields.ts';

export interface CheckedLogs {
  readonly index: string;
  readonly settings: LogFieldSettings;
  readonly fields: (signal?: AbortSignal) => Promise<FieldCaps>;
  /** Time of the newest record of the last day. */
  readonly newest: (signal?: AbortSignal) => Promise<UnixNano | undefined>;
  readonly now: TimeRange['end'];
}

/** What is missing when a role has no field, and what that takes away. */
const MISSING: Readonly<Partial<Record<keyof FieldNames, string>>> = {
  message: 'Name the field of the message in the settings: without it, lines are empty and text cannot be searched.',
  level:
    'Write the level of each record (log.level or severity_text), or name its field in the settings: without it, records have no severity.',
  service:
    'Write service.name with each record, or name the field of the service in the settings: without it, logs do not belong to services.',
  traceId:
    'Write the trace id with each record (trace_id or trace.id), or name its field in the settings: without it, no trace leads to its logs.',
};

/** Rejects only when the signal was aborted. */
export async function checkElasticsearch(
  api: ElasticsearchApi,
  { index, settings, fields, newest, now }: CheckedLogs,
  signal?: AbortSignal,
): Promise<SourceReport> {
  const found: string[] = [];
  const advice: string[] = [];
  try {
    const caps = await fields(signal);
    found.push(await versionOf(api, signal));
    if (caps.indices.length === 0) {
      advice.push(`Correct the index: none is named ${index}.`);
      return { source: 'Elasticsearch', status: 'failed', found, advice };
    }
    found.push(`${caps.indices.length} ${caps.indices.length === 1 ? 'index is' : 'indices are'} named ${index}.`);
    const names = existingFields(settings, caps.forms);
    if (names.time.length === 0) {
      advice.push('Name the field of the time in the settings: no index has one that is known, such as @timestamp.');
      return { source: 'Elasticsearch', status: 'failed', found, advice };
    }
    const roles = (['time', 'message', 'level', 'service', 'traceId', 'spanId'] as const).filter(
      (role) => names[role].length > 0,
    );
    found.push(
      `The layout is ${layoutName(names)}: ${roles.map((role) => `${ROLE_NAMES[role]} in ${names[role][0]}`).join(', ')}.`,
    );
    for (const [role, text] of Object.entries(MISSING))
      if (names[role as keyof FieldNames].length === 0) advice.push(text);
    if (names.message.length > 0 && caps.forms.get(names.message[0])?.includes('exact'))
      advice.push(`Map ${names.message[0]} as text: as a keyword, searching for words is slow.`);
    const time = await newest(signal);
    if (time === undefined) advice.push('Check that logs are still written: there were none in the last day.');
    else found.push(`The newest record is ${ageText(now - time)} old.`);
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof TelemetryError)) throw error;
    return { source: 'Elasticsearch', status: 'failed', found, advice: [...advice, error.message] };
  }
  return { source: 'Elasticsearch', status: advice.length === 0 ? 'works' : 'limited', found, advice };
}

const ROLE_NAMES = {
  time: 'time',
  message: 'message',
  level: 'level',
  service: 'service',
  traceId: 'trace id',
  spanId: 'span id',
} as const;

async function versionOf(api: ElasticsearchApi, signal?: AbortSignal): Promise<string> {
  const { number, distribution } = objectOf((await api.get('/', {}, record, signal))['version']);
  const product = distribution === 'opensearch' ? 'OpenSearch' : 'Elasticsearch';
  return typeof number === 'string'
    ? `${product} ${number} answers.`
    : `${product} answers. It does not tell its version.`;
}

function ageText(ns: bigint): string {
  const seconds = Math.max(0, Math.round(Number(ns / 1_000_000n) / 1e3));
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}
