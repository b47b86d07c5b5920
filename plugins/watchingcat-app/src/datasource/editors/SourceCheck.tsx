// A test of the chosen sources on the spot, before anything is saved: what each has, and what to change for the rest.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, FieldSet, useStyles2 } from '@grafana/ui';
import type { SourceReport } from '@watchingcat/sources';
import React, { useEffect, useRef, useState } from 'react';
import type { Candidate } from '../../telemetry/chooseSources';
import { connect } from '../../telemetry/connect';
import type { WatchingCatJsonData } from '../types';

type Checked =
  | { readonly status: 'no' }
  | { readonly status: 'checking' }
  | { readonly status: 'done'; readonly reports: readonly SourceReport[] }
  | { readonly status: 'failed'; readonly message: string };

const SEVERITY = { works: 'success', limited: 'warning', failed: 'error' } as const;
const TITLE = { works: 'works', limited: 'works, and could do more', failed: 'does not work' } as const;

export function SourceCheck({
  settings,
  all,
}: {
  readonly settings: WatchingCatJsonData;
  readonly all: readonly Candidate[];
}) {
  const styles = useStyles2(getStyles);
  const [checked, setChecked] = useState<Checked>({ status: 'no' });
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);

  const check = async () => {
    abort.current?.abort();
    const { signal } = (abort.current = new AbortController());
    setChecked({ status: 'checking' });
    try {
      const connected = connect({ url: '', jsonData: { ...settings, connection: 'sources' } }, all);
      const reports = connected.kind === 'sources' ? await connected.telemetry.check(signal) : [];
      if (!signal.aborted) setChecked({ status: 'done', reports });
    } catch (cause) {
      if (!signal.aborted)
        setChecked({ status: 'failed', message: cause instanceof Error ? cause.message : String(cause) });
    }
  };

  return (
    <FieldSet label="Test">
      <Button
        variant="secondary"
        icon="check-circle"
        disabled={checked.status === 'checking'}
        onClick={() => void check()}
      >
        {checked.status === 'checking' ? 'Testing the sources …' : 'Test the sources'}
      </Button>
      <div className={styles.reports} aria-live="polite">
        {checked.status === 'failed' && <Alert severity="error" title={checked.message} />}
        {checked.status === 'done' && checked.reports.length === 0 && (
          <Alert severity="warning" title="No source is chosen">
            Choose at least one above; where Grafana has one of a kind, it is found by itself.
          </Alert>
        )}
        {checked.status === 'done' &&
          checked.reports.map((report) => (
            <Alert
              key={report.source}
              severity={SEVERITY[report.status]}
              title={`${report.source} ${TITLE[report.status]}`}
            >
              <ul className={styles.list}>
                {report.found.map((line) => (
                  <li key={line}>{line}</li>
                ))}
                {report.advice.map((line) => (
                  <li key={line}>
                    <strong>To do:</strong> {line}
                  </li>
                ))}
              </ul>
            </Alert>
          ))}
      </div>
    </FieldSet>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  reports: css({ marginTop: theme.spacing(2), maxWidth: 900 }),
  list: css({ margin: 0, paddingLeft: theme.spacing(2) }),
});
