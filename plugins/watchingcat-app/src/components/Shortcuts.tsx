// The keyboard of the app. `g` then a letter goes to a page, `/` to the search field, `j` and `k` along the rows of a table (Enter is
// the link's own), `?` shows this list. Nothing happens while a person types, and Grafana's own keys keep working.
import { Modal } from '@grafana/ui';
import React, { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useTimeRange } from '../state/TimeRangeContext';
import { logsUrl, servicesUrl, tracesUrl } from '../urls';
import { KeyList } from './KeyList';
import { useAllPageKeys } from './pageKeys';

const KEYS = [
  ['g s', 'Go to Services'],
  ['g t', 'Go to Traces'],
  ['g l', 'Go to Logs'],
  ['/', 'Go to the search field of the page'],
  ['j  k', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['Esc', 'Leave a field, close what is open'],
  ['?', 'Show these keys'],
] as const;

/** A second key counts as part of `g …` for this long. */
const SEQUENCE_MS = 1_000;

export function Shortcuts() {
  const navigate = useNavigate();
  const { scope } = useTimeRange();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const lastG = useRef(-Infinity);
  const pageKeys = useAllPageKeys();

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const isAfterG = event.timeStamp - lastG.current < SEQUENCE_MS;
      lastG.current = event.key === 'g' ? event.timeStamp : -Infinity;
      const act = isAfterG
        ? {
            s: () => navigate(servicesUrl(scope)),
            t: () => navigate(tracesUrl({}, scope)),
            l: () => navigate(logsUrl({}, scope)),
          }[event.key]
        : { '/': focusSearch, j: () => moveRow(1), k: () => moveRow(-1), '?': () => setHelpOpen(true) }[event.key];
      if (act === undefined) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      act();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [navigate, scope]);

  return (
    <Modal title="Keyboard" isOpen={isHelpOpen} onDismiss={() => setHelpOpen(false)}>
      <KeyList keys={KEYS} />
      {pageKeys.map(({ title, keys }) => (
        <React.Fragment key={title}>
          <h4 style={{ margin: '16px 0 8px' }}>{title}</h4>
          <KeyList keys={keys} />
        </React.Fragment>
      ))}
    </Modal>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select') !== null)
  );
}

function focusSearch() {
  document.querySelector<HTMLElement>('[data-search]')?.focus();
}

function moveRow(step: number) {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row-link]')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  rows[at === -1 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
}
