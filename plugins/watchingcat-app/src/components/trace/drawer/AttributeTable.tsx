// Attributes as names and values. Values are shown as text whatever they hold; long ones wrap, then scroll inside their row, and very long
// ones are cut.
import { css } from '@emotion/css';
import { locationUtil, type GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, LinkButton, useStyles2 } from '@grafana/ui';
import { attributeText, type Attributes } from '@watchingcat/model';
import React, { useMemo } from 'react';
import { visibleText } from '../../visibleText';
import { searchedText } from '../links';
import { attributeType } from './attributeType';
import { LongText } from './LongText';
import { ShowMoreButton } from './ShowMoreButton';
import { useShowMore } from './useShowMore';

export interface AttributeTableProps {
  readonly label: string;
  readonly attributes: Attributes;
  /** In lower case; '' shows all. */
  readonly filter?: string;
  /** Undefined where traces cannot be searched by these. */
  readonly tracesWith?: ((key: string, value: string) => string) | undefined;
}

export function AttributeTable({ label, attributes, filter = '', tracesWith }: AttributeTableProps) {
  const styles = useStyles2(getStyles);
  const rows = useMemo(() => attributeRows(attributes), [attributes]);
  const matching = useMemo(() => matchingRows(rows, filter), [rows, filter]);
  const { shown, hidden, showMore } = useShowMore(matching, FIRST_ROWS);
  if (matching.length === 0) return null;
  return (
    <>
      <table className={styles.table} aria-label={label}>
        <tbody>
          {shown.map(([key, text, type]) => (
            <tr key={key}>
              <th scope="row">{visibleText(key)}</th>
              <td>
                <div className={styles.value}>
                  {text === '' ? (
                    <span className={styles.type}>(empty text)</span>
                  ) : (
                    <LongText key={text.length} text={text} />
                  )}
                </div>
              </td>
              <td className={styles.side}>
                {type !== undefined && <span className={styles.type}>{type}</span>}
                <span className={styles.actions} data-actions>
                  <ClipboardButton
                    size="sm"
                    fill="text"
                    variant="secondary"
                    icon="copy"
                    getText={() => text}
                    aria-label={`Copy the value of ${key}`}
                  />
                  {tracesWith && text !== '' && text.length <= MAX_SEARCHED_CHARS && (
                    <LinkButton
                      size="sm"
                      fill="text"
                      variant="secondary"
                      icon="search"
                      href={locationUtil.assureBaseUrl(tracesWith(key, searchedText(text, type === undefined)))}
                      tooltip="Find traces with this value"
                      aria-label={`Find traces with this value of ${key}`}
                    />
                  )}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ShowMoreButton hidden={hidden} what="attributes" onClick={showMore} />
    </>
  );
}

const FIRST_ROWS = 200;
/** A longer value makes an address that no server takes. */
const MAX_SEARCHED_CHARS = 1_000;

export type AttributeRow = readonly [name: string, text: string, type: string | undefined];

/** Name, value as text, and type; sorted by name. */
export function attributeRows(attributes: Attributes): readonly AttributeRow[] {
  return Array.from(attributes, ([key, value]): AttributeRow => [key, attributeText(value), attributeType(value)]).sort(
    ([a], [b]) => (a < b ? -1 : 1),
  );
}

/** Those whose name or value contains the filter, which is in lower case. */
export function matchingRows(rows: readonly AttributeRow[], filter: string): readonly AttributeRow[] {
  if (filter === '') return rows;
  return rows.filter(([key, text]) => key.toLowerCase().includes(filter) || text.toLowerCase().includes(filter));
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    tableLayout: 'fixed',
    fontSize: theme.typography.bodySmall.fontSize,
    '& tr': { borderBottom: `1px solid ${theme.colors.border.weak}` },
    '& tr:hover': { background: theme.colors.action.hover },
    '& [data-actions]': { opacity: 0 },
    '& tr:hover [data-actions], & tr:focus-within [data-actions]': { opacity: 1 },
    '& th, & td': { padding: '3px 6px 3px 0', verticalAlign: 'top' },
    '& th': {
      width: '44%',
      overflowWrap: 'anywhere',
      color: theme.colors.text.secondary,
      fontWeight: theme.typography.fontWeightRegular,
      textAlign: 'left',
    },
  }),
  value: css({
    maxHeight: 160,
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: theme.typography.fontFamilyMonospace,
  }),
  side: css({ width: 92, textAlign: 'right', whiteSpace: 'nowrap' }),
  type: css({ color: theme.colors.text.disabled, fontStyle: 'italic' }),
  actions: css({ display: 'inline-flex', verticalAlign: 'top', height: 18, alignItems: 'center' }),
});
