// What the tests of several back-ends found, as Grafana shows the result of "Save & test": one line on top, then each back-end.
import type { TestDataSourceResponse } from '@grafana/data';
import type { SourceReport } from '@watchingcat/sources';

const STATUS_WORDS = { works: 'works', limited: 'works in part', failed: 'does not work' } as const;

export function reportResponse(reports: readonly SourceReport[]): TestDataSourceResponse {
  if (reports.length === 0) {
    const message =
      'No source is chosen. Choose a Jaeger, a Prometheus or an Elasticsearch data source; where there is one of a kind, it is found by itself.';
    return { status: 'error', message };
  }
  const message = reports.map(({ source, status }) => `${source} ${STATUS_WORDS[status]}`).join(', ');
  return {
    status: reports.some(({ status }) => status === 'failed') ? 'error' : 'success',
    message: `${message}.`,
    details: { message: reports.map(reportText).join('\n\n') },
  };
}

/** Everything that was found, then what to change. */
function reportText({ source, found, advice }: SourceReport): string {
  return [`${source}: ${found.join(' ')}`, ...advice.map((line) => `To do: ${line}`)].join('\n');
}
