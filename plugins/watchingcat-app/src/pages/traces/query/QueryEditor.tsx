// TraceQL as text. A textarea, so that typing, undo, selection and screen readers work as everywhere and in every Grafana; its colours lie
// behind it. Enter runs, Shift+Enter breaks the line, Tab or Enter take a choice, Esc closes the list.
//
// It is a textbox with a list of choices: ARIA has no combobox of many lines (https://www.w3.org/TR/html-aria/#el-textarea).
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { QueryFault } from '@watchingcat/model';
import React, { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { AttributeAnswers } from '../attributes/AttributeAnswers';
import type { SeenValues } from './choicesAt';
import { findTraceId } from '../filters';
import { ChoiceList } from './ChoiceList';
import { segmentsOf } from './segments';
import { useChoices } from './useChoices';
import type { Language } from './useLanguage';

interface QueryEditorProps {
  /** The query that was asked. What is typed is kept here until it is run. */
  readonly text: string;
  /** Without it the text can be edited and run, without colours and choices. */
  readonly language: Language | undefined;
  readonly seen: SeenValues;
  readonly attributes: AttributeAnswers;
  /** Why the query that was asked was refused, where that is known only to who answers. */
  readonly refused: readonly QueryFault[];
  /** What is no TraceQL, but can be run all the same. */
  readonly isOther: (text: string) => boolean;
  readonly onPastedTrace: (traceId: string) => void;
  readonly onRun: (text: string) => void;
}

const NO_FAULTS: readonly QueryFault[] = [];

export function QueryEditor(props: QueryEditorProps) {
  const { text: asked, language, seen, attributes, refused, isOther, onPastedTrace, onRun } = props;
  const styles = useStyles2(getStyles);
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useState({ of: asked, text: asked, isChecked: true });
  // For good: when the same is asked again, by Back or by clearing it, what was typed then does not come back.
  if (draft.of !== asked) setDraft({ of: asked, text: asked, isChecked: true });
  const { text, isChecked } = draft.of === asked ? draft : { text: asked, isChecked: true };
  const [caret, setCaret] = useState<number>();
  // After a choice was taken the caret stands behind it, which React cannot say in a property.
  useLayoutEffect(() => {
    if (caret !== undefined) input.current?.setSelectionRange(caret, caret);
  }, [caret, text]);

  const edit = (next: string) => setDraft({ of: asked, text: next, isChecked: false });
  const choices = useChoices(language, text, seen, attributes, (next, place) => {
    edit(next);
    setCaret(place);
  });
  const faults = !isChecked ? NO_FAULTS : (faultsOf(language, text) ?? (text === asked ? refused : NO_FAULTS));
  const run = () => {
    choices.close();
    setDraft({ of: asked, text, isChecked: true });
    if (faultsOf(language, text) === undefined || isOther(text)) onRun(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (choices.onKeyDown(event)) return event.preventDefault();
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run();
    }
    if (event.key === 'Escape') input.current?.blur();
  };

  const words = language?.highlight(text) ?? [];
  return (
    <div className={styles.frame}>
      <div className={styles.field}>
        <pre aria-hidden className={styles.text}>
          {segmentsOf(text, words, faults).map(({ from, text: part, kind, isWrong }) => (
            <span key={from} data-kind={kind} className={cx(isWrong && styles.wrong)}>
              {part}
            </span>
          ))}
          {'\u200b' /* a last line that is empty has a height, too */}
        </pre>
        <textarea
          ref={input}
          className={cx(styles.text, styles.input)}
          value={text}
          rows={1}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          placeholder="{ status = error && duration > 500ms }, or a trace id"
          data-search
          aria-label="Search traces"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={choices.isOpen ? `${id}-choices` : undefined}
          aria-activedescendant={choices.active < 0 ? undefined : `${id}-choices-${choices.active}`}
          aria-invalid={faults.length > 0}
          aria-describedby={faults.length > 0 ? `${id}-faults` : undefined}
          onChange={(event) => {
            setCaret(undefined);
            edit(event.currentTarget.value);
            choices.openAt(event.currentTarget.value, event.currentTarget.selectionStart);
          }}
          onPaste={(event) => {
            const traceId = findTraceId(event.clipboardData.getData('text'));
            if (traceId !== undefined && text.trim() === '') onPastedTrace(traceId);
          }}
          onKeyDown={onKeyDown}
          onBlur={choices.close}
        />
        {choices.isOpen && (
          <ChoiceList id={`${id}-choices`} choices={choices.list} active={choices.active} onChoose={choices.take} />
        )}
      </div>
      {faults.length > 0 && (
        <ul id={`${id}-faults`} role="alert" className={styles.faults}>
          {faults.map(({ from, message }) => (
            <li key={`${from} ${message}`}>
              {message} <span className={styles.place}>(at character {from + 1})</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Undefined when the text is a query; the empty text is one, too. */
function faultsOf(language: Language | undefined, text: string): readonly QueryFault[] | undefined {
  return text.trim() === '' ? undefined : language?.parseTraceQl(text).errors;
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ flex: 1, minWidth: 0 }),
  field: css({
    position: 'relative',
    border: `1px solid ${theme.components.input.borderColor}`,
    borderRadius: theme.shape.radius.default,
    background: theme.components.input.background,
    '&:focus-within': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
  }),
  text: css({
    margin: 0,
    padding: theme.spacing(0.5, 1),
    minHeight: 30,
    border: 'none',
    background: 'none',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: '20px',
    letterSpacing: 'normal',
    color: theme.colors.text.primary,
    '[data-kind=attribute], [data-kind=intrinsic]': { color: theme.colors.info.text },
    '[data-kind=string]': { color: theme.colors.success.text },
    '[data-kind=number], [data-kind=constant]': { color: theme.colors.warning.text },
    '[data-kind=function]': { color: theme.colors.text.maxContrast },
    '[data-kind=operator], [data-kind=bracket], [data-kind=comment]': { color: theme.colors.text.secondary },
  }),
  input: css({
    position: 'absolute',
    inset: 0,
    width: '100%',
    height: '100%',
    resize: 'none',
    overflow: 'hidden',
    outline: 'none',
    // The coloured text behind is what is seen.
    color: 'transparent',
    caretColor: theme.colors.text.primary,
    '&::placeholder': { color: theme.colors.text.secondary },
    '&:focus, &:focus-visible': { outline: 'none', boxShadow: 'none' },
  }),
  wrong: css({ textDecoration: `underline wavy ${theme.colors.error.main}`, textUnderlineOffset: 3 }),
  faults: css({
    margin: theme.spacing(0.5, 0, 0, 1),
    listStyle: 'none',
    color: theme.colors.error.text,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  place: css({ color: theme.colors.text.secondary }),
});
