// An answer's coverage as Grafana shows it on a panel: a notice wherever the answer is not complete, in the words of the pages.
import type { QueryResultMetaNotice } from '@grafana/data';
import type { Coverage } from '@watchingcat/model';
import { coverageText } from '../components/CoverageNotice';

/** @param subject what the answer lists, in the plural: `traces` */
export function coverageNotices(coverage: Coverage, subject: string): QueryResultMetaNotice[] {
  const text = coverageText(coverage, subject);
  return text === undefined ? [] : [notice('warning', text)];
}

export function notice(severity: QueryResultMetaNotice['severity'], text: string): QueryResultMetaNotice {
  return { severity, text };
}
