// A service as it looks on every page: its colour and its name.
import { css } from '@emotion/css';
import { useTheme2 } from '@grafana/ui';
import React from 'react';
import { serviceColor } from './serviceColor';
import { nameText } from './visibleText';

export function ServiceName({ name }: { readonly name: string }) {
  return (
    <span className={line}>
      <ServiceDot name={name} />
      {nameText(name)}
    </span>
  );
}

export function ServiceDot({ name }: { readonly name: string }) {
  const theme = useTheme2();
  return <span className={dot} style={{ background: serviceColor(name, theme) }} title={nameText(name)} aria-hidden />;
}

const line = css({ display: 'inline-flex', alignItems: 'center', gap: 8 });
const dot = css({ display: 'inline-block', width: 10, height: 10, borderRadius: 3, flex: 'none' });
