// Which requests? The query on top, the same as filters at the left; the scatter shows the shape of the durations, the table lists the same traces.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { QueryError, type QueryFault, type TraceQuery } from '@watchingcat/model';
import React, { useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Failure } from '../../components/Failure';
import { PageFrame } from '../../components/PageFrame';
import { useTimeRange } from '../../state/TimeRangeContext';
import { useUrlState } from '../../state/useUrlState';
import { traceUrl } from '../../urls';
import { useAttributeAnswers } from './attributes/useAttributeAnswers';
import { FilterPanel } from './FilterPanel';
import { OpenFile } from './import/OpenFile';
import { QueryBar } from './query/QueryBar';
import { useSeenValues } from './query/useSeenValues';
import { useTraceQl } from './query/useTraceQl';
import { ScatterPanel } from './scatter/ScatterPanel';
import { TraceResults } from './TraceResults';
import { useNames } from './useNames';
import { useScatterTraces } from './useScatterTraces';
import { useTraceSearch } from './useTraceSearch';

/** Enough for a scatter to have a shape, and quick to answer. */
const TRACES_PER_PAGE = 200;
const NONE: readonly QueryFault[] = [];

export function TracesPage() {
  const styles = useStyles2(getStyles);
  const navigate = useNavigate();
  const { range, scope, timeRange, refresh } = useTimeRange();
  const [params, changeUrl] = useUrlState();
  const [hovered, setHovered] = useState<string>();
  const traceQl = useTraceQl(params, changeUrl);
  const { text, panel } = traceQl;
  const isSlowest = params.get('sort') === 'slowest';
  const query = useMemo(
    (): TraceQuery => ({
      range,
      traceQl: text || undefined,
      sort: isSlowest ? 'slowest' : 'newest',
      limit: TRACES_PER_PAGE,
    }),
    [text, range, isSlowest],
  );
  const search = useTraceSearch(text === undefined ? undefined : query);
  const dots = useScatterTraces(query, search);
  const { services, operations } = useNames(panel?.service);
  const attributes = useAttributeAnswers(panel?.service);
  const seen = useSeenValues(services, operations, search.traces);
  const refused = search.status === 'failed' && search.error instanceof QueryError ? search.error.errors : NONE;
  const clear = () => traceQl.setText('');
  const open = (traceId: string) => navigate(traceUrl(traceId, scope));

  return (
    <PageFrame
      title="Traces"
      subTitle="Requests in this time range, one dot and one row each. Drag over dots to select them."
      isLoading={search.status === 'loading'}
      actions={<OpenFile />}
    >
      <div className={styles.page}>
        <aside className={styles.filters} aria-label="Filters">
          <FilterPanel
            panel={panel ?? (traceQl.language === undefined ? { others: [] } : undefined)}
            services={services}
            operations={operations}
            readCondition={(typed) => traceQl.language?.readCondition(typed)}
            attributes={attributes}
            conditionOf={(...of) => traceQl.language?.attributeCondition(...of)}
            onChange={traceQl.changePanel}
            onClear={clear}
          />
        </aside>
        <div className={styles.results}>
          <QueryBar query={traceQl} seen={seen} attributes={attributes} refused={refused} onTrace={open} />
          {traceQl.error !== undefined && (
            <Failure title="The query editor could not be loaded" error={traceQl.error} onRetry={refresh} />
          )}
          {search.status === 'failed' && refused.length === 0 && (
            <Failure title="The traces could not be loaded" error={search.error} onRetry={refresh} />
          )}
          <div className={styles.columns}>
            {dots !== undefined && dots.traces.length > 0 && (
              <div className={styles.column}>
                <ScatterPanel
                  query={query}
                  dots={dots}
                  fromMs={timeRange.from.valueOf()}
                  toMs={timeRange.to.valueOf()}
                  onOpen={open}
                  onHover={setHovered}
                />
              </div>
            )}
            <div className={styles.column}>
              <TraceResults
                query={query}
                search={search}
                isSlowest={isSlowest}
                highlighted={hovered}
                onClear={text === '' ? undefined : clear}
                onChange={changeUrl}
              />
            </div>
          </div>
        </div>
      </div>
    </PageFrame>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', gap: theme.spacing(2), alignItems: 'flex-start' }),
  filters: css({
    flex: '0 0 232px',
    position: 'sticky',
    top: theme.spacing(1),
    maxHeight: '100vh',
    overflowY: 'auto',
  }),
  results: css({ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  // Very wide windows have room for both; rows across all of one could not be followed by the eye.
  columns: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    '@media (min-width: 2400px)': { flexDirection: 'row', gap: theme.spacing(2), '& > *': { flex: '1 1 0' } },
  }),
  column: css({ minWidth: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
});
