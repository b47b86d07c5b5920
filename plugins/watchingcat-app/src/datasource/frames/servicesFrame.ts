// Services of a range as a table: one row a service, units on the columns, the name linked to the service's page.
import { createDataFrame, FieldType, type DataFrame } from '@grafana/data';
import { msFromUnixNano, type ServicesAnswer } from '@watchingcat/model';
import { coverageNotices } from '../coverageNotices';
import { serviceLink, type LinkContext } from './links';

/** @param seconds what the calls happened in: the rate is calls over it */
export function servicesFrame(
  refId: string,
  { services, coverage }: ServicesAnswer,
  seconds: number,
  links: LinkContext,
): DataFrame {
  return createDataFrame({
    refId,
    name: 'Services',
    meta: { preferredVisualisationType: 'table', notices: coverageNotices(coverage, 'services') },
    fields: [
      {
        name: 'service',
        type: FieldType.string,
        values: services.map(({ name }) => name),
        config: { displayNameFromDS: 'Service', links: serviceLink(links) },
      },
      number(
        'rate',
        'Rate',
        'reqps',
        services.map(({ calls }) => calls / seconds),
      ),
      number(
        'errorRatio',
        'Errors',
        'percentunit',
        services.map(({ calls, errors }) => (calls === 0 ? null : errors / calls)),
      ),
      number(
        'p50',
        'p50',
        'ms',
        services.map(({ p50Ms }) => p50Ms ?? null),
      ),
      number(
        'p95',
        'p95',
        'ms',
        services.map(({ p95Ms }) => p95Ms ?? null),
      ),
      number(
        'p99',
        'p99',
        'ms',
        services.map(({ p99Ms }) => p99Ms ?? null),
      ),
      number(
        'calls',
        'Calls',
        'short',
        services.map(({ calls }) => calls),
      ),
      {
        name: 'lastSeen',
        type: FieldType.time,
        values: services.map(({ lastSeen }) => (lastSeen === undefined ? null : msFromUnixNano(lastSeen))),
        config: { displayNameFromDS: 'Last seen', unit: 'dateTimeFromNow' },
      },
    ],
  });
}

function number(name: string, displayNameFromDS: string, unit: string, values: Array<number | null>) {
  return { name, type: FieldType.number, values, config: { displayNameFromDS, unit } };
}
