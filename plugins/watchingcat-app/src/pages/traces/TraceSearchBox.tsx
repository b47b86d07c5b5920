// The search field: a pasted trace id (also inside a log line or an address) opens the trace at once, `key=value` becomes a filter.
import { Icon, Input } from '@grafana/ui';
import React, { useState } from 'react';
import { findTraceId, readAttribute } from './filters';

interface TraceSearchBoxProps {
  readonly onTrace: (traceId: string) => void;
  readonly onAttribute: (attribute: string) => void;
}

export function TraceSearchBox({ onTrace, onAttribute }: TraceSearchBoxProps) {
  const [text, setText] = useState('');
  const search = (wanted: string) => {
    const traceId = findTraceId(wanted);
    const pair = readAttribute(wanted);
    if (traceId !== undefined) return onTrace(traceId);
    if (pair === undefined) return;
    setText('');
    onAttribute(pair.join('='));
  };
  return (
    <Input
      data-search
      aria-label="Search traces"
      prefix={<Icon name="search" />}
      placeholder="Paste a trace id, or write key=value and press Enter"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onPaste={(event) => {
        const traceId = findTraceId(event.clipboardData.getData('text'));
        if (traceId !== undefined) onTrace(traceId);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') search(text);
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
