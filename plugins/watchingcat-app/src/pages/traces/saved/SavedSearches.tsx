// Saved searches: run one, keep the one that is shown, take them along as a file.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, IconButton, Input, useStyles2 } from '@grafana/ui';
import React, { useId, useRef, useState, type ChangeEvent } from 'react';
import { readSearches, storedSearches, storeSearches, withSearches, writeSearches } from './savedSearches';

interface SavedSearchesProps {
  /** The query that is shown. */
  readonly query: string;
  readonly onRun: (query: string) => void;
}

export function SavedSearches({ query, onRun }: SavedSearchesProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [searches, setSearches] = useState(storedSearches);
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string>();

  const keep = (next: typeof searches) => {
    setSearches(next);
    storeSearches(next);
    setFault(undefined);
  };
  const save = () => {
    if (name.trim() === '' || query === '') return;
    keep(withSearches(searches, [{ name: name.trim(), query }]));
    setName('');
  };
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const text = await input.files?.[0]?.text();
    input.value = ''; // the same file can be chosen again
    const more = text === undefined ? undefined : readSearches(text);
    if (more === undefined) return setFault('This is no file of saved searches. Choose one that was exported here.');
    keep(withSearches(searches, more));
  };

  return (
    <div className={styles.frame} onKeyDown={(event) => event.key === 'Escape' && setOpen(false)} role="presentation">
      <Button
        variant="secondary"
        icon="star"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        Saved
      </Button>
      {isOpen && (
        <div id={id} role="region" aria-label="Saved searches" className={styles.panel}>
          {searches.length === 0 && <div className={styles.note}>No search is saved in this browser yet.</div>}
          <ul className={styles.list}>
            {searches.map((search) => (
              <li key={search.name} className={styles.item}>
                <Button
                  fill="text"
                  size="sm"
                  className={styles.name}
                  title={search.query}
                  onClick={() => {
                    onRun(search.query);
                    setOpen(false);
                  }}
                >
                  {search.name}
                </Button>
                <IconButton
                  name="trash-alt"
                  size="sm"
                  aria-label={`Delete the saved search ${search.name}`}
                  onClick={() => keep(searches.filter((other) => other !== search))}
                />
              </li>
            ))}
          </ul>
          <div className={styles.row}>
            <Input
              aria-label="Name of this search"
              placeholder={query === '' ? 'Write a query first' : 'Name of this search'}
              disabled={query === ''}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              onKeyDown={(event) => event.key === 'Enter' && save()}
            />
            <Button size="md" variant="secondary" disabled={name.trim() === '' || query === ''} onClick={save}>
              Save
            </Button>
          </div>
          <div className={styles.row}>
            <Button
              size="sm"
              variant="secondary"
              fill="text"
              icon="download-alt"
              disabled={searches.length === 0}
              onClick={() => download(writeSearches(searches))}
            >
              Export
            </Button>
            <Button size="sm" variant="secondary" fill="text" icon="upload" onClick={() => file.current?.click()}>
              Import
            </Button>
            <input
              ref={file}
              type="file"
              accept="application/json,.json"
              aria-label="File of saved searches"
              hidden
              onChange={(event) => void read(event)}
            />
          </div>
          {fault !== undefined && (
            <div role="alert" className={styles.fault}>
              {fault}
            </div>
          )}
        </div>
      )}
    </div>
  );
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'trace-searches.json';
  link.click();
  URL.revokeObjectURL(url);
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ position: 'relative' }),
  panel: css({
    position: 'absolute',
    top: '100%',
    right: 0,
    zIndex: theme.zIndex.dropdown,
    width: 320,
    marginTop: theme.spacing(0.5),
    padding: theme.spacing(1),
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    boxShadow: theme.shadows.z3,
  }),
  list: css({ listStyle: 'none', maxHeight: 240, overflowY: 'auto' }),
  item: css({ display: 'flex', alignItems: 'center', justifyContent: 'space-between' }),
  name: css({ maxWidth: '100%', overflow: 'hidden', textOverflow: 'ellipsis' }),
  row: css({ display: 'flex', gap: theme.spacing(1) }),
  note: css({ color: theme.colors.text.secondary }),
  fault: css({ color: theme.colors.error.text }),
});
