// What a file lacks, in words, for formats that people read.
import type { Coverage } from '@watchingcat/model';

/** '' when nothing is missing. */
export function coverageText(coverage: Coverage): string {
  switch (coverage.kind) {
    case 'complete':
      return '';
    case 'capped':
      return `There is more than this file holds: it was cut at ${coverage.limit} (${coverage.cap}).`;
    case 'sampled':
      return `This file holds a sample${coverage.total === undefined ? '' : `: ${coverage.seen} of ${coverage.total}`}. ${coverage.reason ?? ''}`.trim();
    case 'partial':
      return `This file is not complete: ${coverage.reason}`;
  }
}
