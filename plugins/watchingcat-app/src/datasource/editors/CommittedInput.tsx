// A text field whose value counts when the person is done with it (Enter, or leaving the field), so that typing runs no query.
import React, { useState, type ChangeEvent, type KeyboardEvent } from 'react';
import { Input } from '@grafana/ui';

/** InlineField adds `invalid`, `disabled` and `loading` of its own. */
interface CommittedInputProps {
  readonly 'aria-label': string;
  readonly value: string;
  readonly placeholder?: string;
  readonly width?: number;
  /** Called with the trimmed text, and only when it is another one than before. */
  readonly onCommit: (value: string) => void;
}

export function CommittedInput({ value, onCommit, width = 20, ...rest }: CommittedInputProps) {
  /** Only while the person types; then the field shows the value again, which may be another than what was typed. */
  const [draft, setDraft] = useState<string>();
  const commit = () => {
    setDraft(undefined);
    const text = draft?.trim();
    if (text !== undefined && text !== value) onCommit(text);
  };
  return (
    <Input
      {...rest}
      width={width}
      value={draft ?? value}
      onChange={(event: ChangeEvent<HTMLInputElement>) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}
