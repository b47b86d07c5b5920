// A text field whose value counts when the person is done with it (Enter, or leaving the field), so that typing runs no query.
import React, { useState, type ChangeEvent, type KeyboardEvent } from 'react';
import { Input } from '@grafana/ui';

interface CommittedInputProps {
  readonly 'aria-label': string;
  readonly value: string;
  readonly placeholder?: string;
  readonly width?: number;
  readonly invalid?: boolean;
  /** Called with the trimmed text, and only when it is another one than before. */
  readonly onCommit: (value: string) => void;
}

export function CommittedInput({ value, onCommit, width = 20, ...rest }: CommittedInputProps) {
  const [draft, setDraft] = useState({ text: value, of: value });
  // A value from outside (another query, undo) replaces what was typed for the former one.
  const text = draft.of === value ? draft.text : value;
  const commit = () => {
    const trimmed = text.trim();
    setDraft({ text: trimmed, of: value });
    if (trimmed !== value) onCommit(trimmed);
  };
  return (
    <Input
      {...rest}
      width={width}
      value={text}
      onChange={(event: ChangeEvent<HTMLInputElement>) => setDraft({ text: event.currentTarget.value, of: value })}
      onBlur={commit}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}
