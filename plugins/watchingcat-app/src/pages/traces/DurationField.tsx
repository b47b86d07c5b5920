// A bound of the duration, typed as people say it. It counts on Enter or on leaving the field; what cannot be read stays and is said.
import { Field, Input } from '@grafana/ui';
import React, { useId, useState } from 'react';
import { readDurationMs } from './filters';

interface DurationFieldProps {
  readonly label: string;
  /** From the query. */
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

export function DurationField({ label, value = '', onChange }: DurationFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState({ of: value, text: value });
  // For good: when the query has the value again, by Back, what was typed then does not come back.
  if (draft.of !== value) setDraft({ of: value, text: value });
  const text = draft.of === value ? draft.text : value;
  const isInvalid = text.trim() !== '' && readDurationMs(text) === undefined;
  const finish = () => {
    if (!isInvalid && text !== value) onChange(text.trim() === '' ? undefined : text.trim());
  };
  return (
    <Field label={label} htmlFor={id} invalid={isInvalid} error="Like 250ms or 1.5s">
      <Input
        id={id}
        value={text}
        placeholder="e.g. 250ms"
        onChange={(event) => setDraft({ of: value, text: event.currentTarget.value })}
        onBlur={finish}
        onKeyDown={(event) => event.key === 'Enter' && finish()}
      />
    </Field>
  );
}
