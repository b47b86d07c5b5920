// Conditions that are typed, each a chip that can be taken away.
import { css } from '@emotion/css';
import { Button, Field, Input, Stack } from '@grafana/ui';
import React, { useState } from 'react';

interface ConditionFilterProps {
  readonly conditions: readonly string[];
  /** How one is written, for a person whose text is none. */
  readonly hint: string;
  /** The condition that a text says; undefined when it says none. */
  readonly read: (text: string) => string | undefined;
  readonly onChange: (conditions: readonly string[]) => void;
}

export function ConditionFilter({ conditions, hint, read, onChange }: ConditionFilterProps) {
  const [text, setText] = useState('');
  const [isRefused, setRefused] = useState(false);
  const add = () => {
    const condition = read(text);
    setRefused(condition === undefined && text.trim() !== '');
    if (condition === undefined) return;
    setText('');
    if (!conditions.includes(condition)) onChange([...conditions, condition]);
  };
  return (
    <>
      <Field label="Attributes" htmlFor="filter-attribute" invalid={isRefused} error={hint}>
        <Input
          id="filter-attribute"
          value={text}
          placeholder="e.g. http.route=/cart"
          onChange={(event) => {
            setText(event.currentTarget.value);
            setRefused(false);
          }}
          onBlur={add}
          onKeyDown={(event) => event.key === 'Enter' && add()}
        />
      </Field>
      {conditions.length > 0 && (
        <Stack direction="row" wrap="wrap" gap={0.5}>
          {conditions.map((condition) => (
            <Button
              key={condition}
              size="sm"
              variant="secondary"
              icon="times"
              className={chip}
              tooltip="Remove this filter"
              aria-label={`Remove the filter ${condition}`}
              onClick={() => onChange(conditions.filter((other) => other !== condition))}
            >
              {condition}
            </Button>
          ))}
        </Stack>
      )}
    </>
  );
}

const chip = css({ maxWidth: '100%', marginBottom: 4, span: { overflow: 'hidden', textOverflow: 'ellipsis' } });
