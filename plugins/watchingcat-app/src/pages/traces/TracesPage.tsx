// Which requests? Filters at the left; the scatter shows the shape of the durations, the table lists the same traces.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Failure } from '../../components/Failure';
import { PageFrame } from '../../components/PageFrame';
import { useTimeRange } from '../../state/TimeRangeContext';
import { useUrlState } from '../../state/useUrlState';
import { traceUrl } from '../../urls';
import { FilterPanel } from './FilterPanel';
import { readFilters, traceQuery } from './filters';
import { OpenFile } from './import/OpenFile';
import { TraceResults } from './TraceResults';
import { ScatterPanel } from './scatter/ScatterPanel';
import { TraceSearchBox } from './TraceSearchBox';
import { useScatterTraces } from './useScatterTraces';
import { useTraceSearch } from './useTraceSearch';

export function TracesPage() {
  const styles = useStyles2(getStyles);
  const navigate = useNavigate();
  const { range, scope, timeRange, refresh } = useTimeRange();
  const [params, changeUrl] = useUrlState();
  const [hovered, setHovered] = useState<string>();
  const filters = useFilters(params);
  const query = useMemo(() => traceQuery(filters, range), [filters, range]);
  const search = useTraceSearch(query);
  const dots = useScatterTraces(query, search);
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
          <FilterPanel filters={filters} onChange={changeUrl} />
        </aside>
        <div className={styles.results}>
          <TraceSearchBox
            onTrace={open}
            onAttribute={(attribute) =>
              changeUrl({ attribute: [...new Set([...(filters.attributes ?? []), attribute])] })
            }
          />
          {search.status === 'failed' && (
            <Failure title="The traces could not be loaded" error={search.error} onRetry={refresh} />
          )}
          {dots !== undefined && dots.traces.length > 0 && (
            <ScatterPanel
              query={query}
              dots={dots}
              fromMs={timeRange.from.valueOf()}
              toMs={timeRange.to.valueOf()}
              onOpen={open}
              onHover={setHovered}
            />
          )}
          <TraceResults search={search} filters={filters} highlighted={hovered} onChange={changeUrl} />
        </div>
      </div>
    </PageFrame>
  );
}

/** The filters as one object that stays the same while they do: other parameters change without a new search. */
function useFilters(params: URLSearchParams) {
  const key = JSON.stringify(readFilters(params));
  return useMemo(() => JSON.parse(key) as ReturnType<typeof readFilters>, [key]);
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', gap: theme.spacing(2), alignItems: 'flex-start' }),
  filters: css({ flex: '0 0 232px', position: 'sticky', top: theme.spacing(1) }),
  results: css({ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
});
