// The way of one key of baggage through a trace, as sentences whose spans open in the waterfall.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { BaggageKey } from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';
import React, { type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { nameText, visibleText } from '../../../components/visibleText';
import { useSpanUrls } from '../useSpanUrls';
import { evidenceText, guessedSpans } from './evidenceText';

/** Of each list; a key may enter with every span. */
const LISTED = 20;

interface BaggageKeyViewProps {
  readonly trace: Trace;
  readonly baggage: BaggageKey;
}

export function BaggageKeyView({ trace, baggage }: BaggageKeyViewProps) {
  const styles = useStyles2(getStyles);
  const { key, rows, values, services, entries, changes, lost, unseen } = baggage;
  const guessed = guessedSpans(baggage);
  const span = (row: number) => <SpanLink trace={trace} row={row} />;
  return (
    <section className={styles.key} aria-label={`Baggage ${key}`}>
      <h4 className={styles.name}>
        <code>{visibleText(key)}</code>{' '}
        <span className={styles.quiet}>
          on {spansText(rows.length)} of {services.length === 1 ? '1 service' : `${services.length} services`},{' '}
          {values.length === 1 ? 'one value' : `${values.length} values`}
        </span>
      </h4>
      <Listed of={entries}>
        {(entry) => (
          <>
            <Icon name="arrow-right" size="sm" /> Entered at {span(entry.row)} as{' '}
            <code>{visibleText(entry.value)}</code>
            {entry.spans === 1
              ? ' and is seen there only.'
              : `, and is seen on ${spansText(entry.spans)} of ${entry.services.map(nameText).join(', ')}, ${entry.levels === 1 ? '1 level' : `${entry.levels} levels`} down.`}
          </>
        )}
      </Listed>
      <Listed of={changes}>
        {(change) => (
          <>
            <Icon name="edit" size="sm" /> Changed at {span(change.row)} from <code>{visibleText(change.before)}</code>{' '}
            to <code>{visibleText(change.after)}</code>.
          </>
        )}
      </Listed>
      <Listed of={lost}>
        {(row) => (
          <span className={styles.lost}>
            <Icon name="exclamation-triangle" size="sm" /> Lost at {span(row)}: it shows other baggage, but not this.
          </span>
        )}
      </Listed>
      <Listed of={unseen}>
        {(row) => (
          <span className={styles.quiet}>
            <Icon name="question-circle" size="sm" /> Not known from {span(row)} on: nothing there shows baggage.
          </span>
        )}
      </Listed>
      <p className={styles.evidence}>
        Known from {evidenceText(baggage)}.
        {guessed > 0 &&
          ` On ${spansText(guessed)} this is a guess: an attribute has the same name and value as the baggage elsewhere.`}
      </p>
    </section>
  );
}

function SpanLink({ trace, row }: { readonly trace: Trace; readonly row: number }) {
  const styles = useStyles2(getStyles);
  const urls = useSpanUrls(trace);
  return (
    <Link data-row-link className={styles.link} to={urls.span(row)}>
      {nameText(trace.services[trace.service[row]])}: {nameText(trace.operations[trace.operation[row]])}
    </Link>
  );
}

function Listed<T>({ of, children }: { readonly of: Iterable<T>; readonly children: (one: T) => ReactNode }) {
  const styles = useStyles2(getStyles);
  const all = [...of];
  if (all.length === 0) return null;
  return (
    <ul className={styles.list}>
      {all.slice(0, LISTED).map((one, at) => (
        <li key={at}>{children(one)}</li>
      ))}
      {all.length > LISTED && <li className={styles.quiet}>and {all.length - LISTED} more</li>}
    </ul>
  );
}

const spansText = (count: number) => (count === 1 ? '1 span' : `${count.toLocaleString('en')} spans`);

const getStyles = (theme: GrafanaTheme2) => ({
  key: css({
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    code: { overflowWrap: 'anywhere' },
  }),
  name: css({ margin: 0 }),
  quiet: css({ color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular }),
  list: css({ margin: theme.spacing(1, 0, 0), listStyle: 'none' }),
  lost: css({ color: theme.colors.warning.text }),
  link: css({ color: theme.colors.text.link, textDecoration: 'underline' }),
  evidence: css({
    margin: theme.spacing(1, 0, 0),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
