// Services, operations and call paths as rows of one table.
import type { AggregateAnswer, HeldTime, Operation } from '@watchingcat/analysis';

export type HeldBy = 'service' | 'operation' | 'callPath';

export interface HeldRow extends HeldTime {
  readonly key: string;
  readonly service: string;
  /** Of the service; `undefined` for all of it. */
  readonly operation: string | undefined;
  /** Who called it, from the root down; empty for a root and where ways are not kept apart. */
  readonly callers: readonly Operation[];
  /** What a what-if is asked about. */
  readonly whom: { readonly service: string; readonly operation?: string | undefined };
}

export function heldRows({ byService, byOperation, byCallPath }: AggregateAnswer, by: HeldBy): HeldRow[] {
  switch (by) {
    case 'service':
      return byService.map((held) => row(held, { service: held.service, operation: undefined }, []));
    case 'operation':
      return byOperation.map((held) => row(held, held, []));
    case 'callPath':
      return byCallPath.flatMap(({ path, ...held }) => {
        const last = path.at(-1);
        return last === undefined ? [] : [row(held, last, path.slice(0, -1))];
      });
  }
}

function row(
  { traces, exclusiveNs, meanShare, at, exampleTraceId }: HeldTime,
  { service, operation }: { readonly service: string; readonly operation: string | undefined },
  callers: readonly Operation[],
): HeldRow {
  const key = JSON.stringify([service, operation, callers]);
  const whom = { service, operation };
  return { traces, exclusiveNs, meanShare, at, exampleTraceId, key, service, operation, callers, whom };
}
