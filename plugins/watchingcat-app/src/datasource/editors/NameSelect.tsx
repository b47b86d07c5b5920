// Choosing a service or an operation: the names that the server knows, loaded when the list is opened, and any other text
// (a template variable, a service that is silent right now).
import React, { useEffect, useRef, useState } from 'react';
import { Select } from '@grafana/ui';
import type { SelectableValue } from '@grafana/data';

type Names =
  | { readonly status: 'closed' | 'loading' }
  | { readonly status: 'ready'; readonly names: readonly string[] }
  | { readonly status: 'failed'; readonly message: string };

interface NameSelectProps {
  readonly 'aria-label': string;
  readonly value: string | undefined;
  readonly placeholder: string;
  readonly load: (signal: AbortSignal) => Promise<readonly string[]>;
  readonly onChange: (value: string | undefined) => void;
}

export function NameSelect({ load, value, onChange, ...rest }: NameSelectProps) {
  const [state, setState] = useState<Names>({ status: 'closed' });
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);

  const open = () => {
    abort.current?.abort();
    const { signal } = (abort.current = new AbortController());
    setState({ status: 'loading' });
    load(signal).then(
      (names) => !signal.aborted && setState({ status: 'ready', names }),
      (cause: unknown) => !signal.aborted && setState({ status: 'failed', message: String((cause as Error).message) }),
    );
  };
  const options = (state.status === 'ready' ? state.names : []).map((name) => ({ label: name, value: name }));
  return (
    <Select
      {...rest}
      width={28}
      isClearable
      allowCustomValue
      isLoading={state.status === 'loading'}
      noOptionsMessage={state.status === 'failed' ? state.message : 'None in this time range'}
      options={options}
      value={value ? { label: value, value } : null}
      onOpenMenu={open}
      onChange={(chosen: SelectableValue<string> | null) => onChange(chosen?.value || undefined)}
    />
  );
}
