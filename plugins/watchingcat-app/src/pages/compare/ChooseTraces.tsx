// What to compare with what. An id may be pasted with anything around it: a log line, an address of this or another tool.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Field, Input, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import { useUrlState } from '../../state/useUrlState';
import { MEDIAN } from '../../urls';
import { findTraceId } from '../traces/filters';

interface ChooseTracesProps {
  readonly a: string | undefined;
  readonly b: string | undefined;
}

export function ChooseTraces({ a, b }: ChooseTracesProps) {
  const styles = useStyles2(getStyles);
  const [, changeUrl] = useUrlState();
  return (
    <div className={styles.choice}>
      <p className={styles.intro}>
        A is the request to start from; B is the one to hold against it. The answer says which calls were slower, new,
        gone or repeated, and how much of the difference each one explains.
      </p>
      <TraceIdField
        key={`a ${a ?? ''}`}
        label="Trace A"
        given={a}
        autoFocus={a === undefined}
        onTrace={(id) => changeUrl({ a: id })}
      />
      {a !== undefined && (
        <>
          <TraceIdField label="Trace B" given={b} autoFocus onTrace={(id) => changeUrl({ b: id })} />
          <p className={styles.intro}>or</p>
          <Button icon="graph-bar" onClick={() => changeUrl({ b: MEDIAN })}>
            The median of the same operation
          </Button>
          <p className={styles.hint}>Up to 200 traces of the time range above, whose root is the same operation.</p>
        </>
      )}
    </div>
  );
}

interface TraceIdFieldProps {
  readonly label: string;
  readonly given: string | undefined;
  readonly autoFocus: boolean;
  readonly onTrace: (traceId: string) => void;
}

function TraceIdField({ label, given, autoFocus, onTrace }: TraceIdFieldProps) {
  const [text, setText] = useState(given ?? '');
  const [isWrong, setWrong] = useState(false);
  const take = (pasted: string) => {
    const traceId = findTraceId(pasted);
    setWrong(traceId === undefined);
    if (traceId !== undefined) onTrace(traceId);
  };
  return (
    <Field
      label={label}
      invalid={isWrong}
      error="There is no trace id in this: it has 32 hexadecimal digits."
      description="Paste its id, or a log line or an address that holds it"
    >
      <Input
        id={`compare-${label}`}
        width={60}
        value={text}
        autoFocus={autoFocus}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setWrong(false);
        }}
        onPaste={(event) => {
          const traceId = findTraceId(event.clipboardData.getData('text'));
          if (traceId !== undefined) onTrace(traceId);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take(text);
        }}
      />
    </Field>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  choice: css({ maxWidth: 640 }),
  intro: css({ color: theme.colors.text.secondary }),
  hint: css({
    marginTop: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
