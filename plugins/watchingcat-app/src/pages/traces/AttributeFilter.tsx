// Attributes that a span or its resource must have, as `key=value`, each a chip that can be taken away.
import { css } from '@emotion/css';
import { Button, Field, Input, Stack } from '@grafana/ui';
import React, { useState } from 'react';
import { readAttribute } from './filters';

interface AttributeFilterProps {
  readonly attributes: readonly string[];
  readonly onChange: (attributes: readonly string[]) => void;
}

export function AttributeFilter({ attributes, onChange }: AttributeFilterProps) {
  const [text, setText] = useState('');
  const [isRefused, setRefused] = useState(false);
  const add = () => {
    const pair = readAttribute(text);
    setRefused(pair === undefined && text.trim() !== '');
    if (pair === undefined) return;
    const attribute = pair.join('=');
    setText('');
    if (!attributes.includes(attribute)) onChange([...attributes, attribute]);
  };
  return (
    <>
      <Field label="Attributes" htmlFor="filter-attribute" invalid={isRefused} error="Write key=value, then Enter">
        <Input
          id="filter-attribute"
          value={text}
          placeholder="http.route=/cart"
          onChange={(event) => {
            setText(event.currentTarget.value);
            setRefused(false);
          }}
          onBlur={add}
          onKeyDown={(event) => event.key === 'Enter' && add()}
        />
      </Field>
      {attributes.length > 0 && (
        <Stack direction="row" wrap="wrap" gap={0.5}>
          {attributes.map((attribute) => (
            <Button
              key={attribute}
              size="sm"
              variant="secondary"
              icon="times"
              className={chip}
              tooltip="Remove this filter"
              aria-label={`Remove the filter ${attribute}`}
              onClick={() => onChange(attributes.filter((other) => other !== attribute))}
            >
              {attribute}
            </Button>
          ))}
        </Stack>
      )}
    </>
  );
}

const chip = css({ maxWidth: '100%', marginBottom: 4, span: { overflow: 'hidden', textOverflow: 'ellipsis' } });
