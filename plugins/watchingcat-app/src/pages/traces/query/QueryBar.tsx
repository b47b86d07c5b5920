// The query as text, with what belongs to it: run, group, saved searches. A pasted trace id (also inside a log line or an address) opens
// the trace at once, and `key=value` becomes a condition.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Select, useStyles2 } from '@grafana/ui';
import type { QueryFault } from '@watchingcat/model';
import React from 'react';
import { findTraceId } from '../filters';
import { SavedSearches } from '../saved/SavedSearches';
import type { AttributeAnswers } from '../attributes/AttributeAnswers';
import type { SeenValues } from './choicesAt';
import { QueryEditor } from './QueryEditor';
import type { TraceQlState } from './useTraceQl';

interface QueryBarProps {
  readonly query: TraceQlState;
  readonly seen: SeenValues;
  readonly attributes: AttributeAnswers;
  readonly refused: readonly QueryFault[];
  readonly onTrace: (traceId: string) => void;
}

export function QueryBar({ query, seen, attributes, refused, onTrace }: QueryBarProps) {
  const { text = '', language, setText } = query;
  const styles = useStyles2(getStyles);
  const run = (typed: string) => {
    if (isTraceQl(typed)) return setText(typed);
    const traceId = findTraceId(typed);
    if (traceId !== undefined) return onTrace(traceId);
    const condition = language?.parseTraceQl(typed).plan === undefined ? language?.readCondition(typed) : undefined;
    setText(condition === undefined ? typed : `{ ${condition} }`);
  };
  const group = (field: string | undefined) => {
    const grouped = field === undefined ? undefined : language?.groupedBy(text, field);
    if (grouped !== undefined) setText(grouped);
  };
  return (
    <div className={styles.bar}>
      <QueryEditor
        text={text}
        language={language}
        seen={seen}
        attributes={attributes}
        refused={refused}
        isOther={(typed) =>
          !isTraceQl(typed) && (findTraceId(typed) !== undefined || language?.readCondition(typed) !== undefined)
        }
        onPastedTrace={onTrace}
        onRun={run}
      />
      <div className={styles.group}>
        <Select
          inputId="group-by"
          aria-label="Group by"
          placeholder="Group by…"
          value={null}
          options={language?.fieldNames(seen).map((name) => ({ label: name, value: name })) ?? []}
          allowCustomValue
          disabled={language === undefined}
          onChange={(choice) => group(choice?.value)}
        />
      </div>
      <SavedSearches query={text} onRun={setText} />
    </div>
  );
}

/** Meant as a query, so that a fault in it is told and not taken for a part of a name. */
const isTraceQl = (text: string) => /^\s*[{(]/.test(text);

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', gap: theme.spacing(1), alignItems: 'flex-start' }),
  group: css({ flex: '0 0 180px' }),
});
