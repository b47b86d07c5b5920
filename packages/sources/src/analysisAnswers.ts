// The JSON answers of the analyses of many traces.
import type {
  AggregateAnswer,
  AggregatedPaths,
  Condition,
  HeldTime,
  Operation,
  Statement,
  TraceOutlier,
  TraceOutliers,
} from '@watchingcat/analysis';
import { coverage } from './answers.ts';
import { count, fields, finite, list, optional, record, ShapeError, text, type Decoder } from './decode.ts';

const truth: Decoder<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw new ShapeError(at, 'true or false', value);
  return value;
};

const ranked = <T>(decoder: Decoder<T>) =>
  fields<Record<'p50' | 'p95' | 'p99', T>>({ p50: decoder, p95: decoder, p99: decoder });
const held = {
  traces: count,
  exclusiveNs: finite,
  meanShare: finite,
  at: ranked(fields<{ meanNs: number; share: number }>({ meanNs: finite, share: finite })),
  exampleTraceId: text,
};
const operation = { service: text, operation: text };

/** Of the words for warnings and tests, a newer server may know more than this version, which only shows them. */
const word = text as Decoder<never>;

const aggregate = fields<AggregateAnswer>({
  traces: count,
  spans: count,
  ranks: ranked(fields<{ durationNs: number; traces: number }>({ durationNs: finite, traces: count })),
  byService: list(fields<HeldTime & { service: string }>({ ...held, service: text })),
  byOperation: list(fields<HeldTime & Operation>({ ...held, ...operation })),
  byCallPath: list(
    fields<HeldTime & { path: readonly Operation[] }>({ ...held, path: list(fields<Operation>(operation)) }),
  ),
  isCut: truth,
  whatIf: optional(
    fields<NonNullable<AggregateAnswer['whatIf']>>({
      traces: count,
      meanSavedNs: finite,
      savedShare: finite,
      durationNs: ranked(finite),
    }),
  ),
  warnings: list(fields<AggregateAnswer['warnings'][number]>({ code: word, traces: count })),
});

export const aggregatedPaths = fields<AggregatedPaths>({
  aggregate: optional(aggregate),
  shiftedTraces: count,
  coverage,
});

const condition: Decoder<Condition> = (value, at) => {
  const { type } = record(value, at);
  switch (type) {
    case 'is':
      return { type, ...fields<{ value: string }>({ value: text })(value, at) };
    case 'absent':
    case 'present':
      return { type };
    case 'above':
    case 'atMost':
      return { type, ...fields<{ threshold: number }>({ threshold: finite })(value, at) };
    default:
      throw new ShapeError(`${at}.type`, 'is, absent, present, above or atMost', type);
  }
};

const statement = fields<Statement>({
  condition,
  selectedShare: finite,
  baselineShare: finite,
  difference: finite,
  leastDifference: finite,
  p: finite,
  test: word,
});

const statements: Decoder<TraceOutlier['statements']> = (value, at) => {
  const [first, ...more] = list(statement)(value, at);
  if (first === undefined) throw new ShapeError(at, 'at least one statement', value);
  return [first, ...more];
};

const outlier = fields<TraceOutlier>({
  key: text,
  adjustedP: finite,
  distinct: count,
  statements,
  exampleTraceIds: list(text),
});

export const traceOutliers = fields<TraceOutliers>({
  selectedItems: count,
  baselineItems: count,
  keysTested: count,
  groups: list(fields<TraceOutliers['groups'][number]>({ representative: outlier, alike: list(outlier) })),
  outliersLeftOut: count,
  keysLeftOut: count,
  selectionCoverage: coverage,
  baselineCoverage: coverage,
});
