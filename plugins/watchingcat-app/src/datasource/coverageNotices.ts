// An answer's coverage as Grafana shows it on a panel: a notice wherever the answer is not complete.
import type { QueryResultMetaNotice } from '@grafana/data';
import type { Coverage } from '@watchingcat/model';

export function coverageNotices(coverage: Coverage): QueryResultMetaNotice[] {
  switch (coverage.kind) {
    case 'complete':
      return [];
    case 'sampled':
      return [
        notice(
          'warning',
          `Computed from a sample: ${round(coverage.seen)} of about ${round(coverage.total)}. Do not read these numbers as totals.`,
        ),
      ];
    case 'capped':
      return [
        notice(
          'warning',
          `Cut at ${round(coverage.limit)} (${coverage.cap}); there is more. Use a shorter time range or a filter.`,
        ),
      ];
    case 'partial':
      return [notice('warning', `Not everything answered: ${coverage.reason}`)];
  }
}

export function notice(severity: QueryResultMetaNotice['severity'], text: string): QueryResultMetaNotice {
  return { severity, text };
}

function round(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
