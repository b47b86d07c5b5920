// How to send OpenTelemetry data here, with commands that can be copied. The addresses are the server's defaults on this machine's name.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import logo from '../img/logo.svg';

export function SendData({ status }: { readonly status: ReactNode }) {
  const styles = useStyles2(getStyles);
  const host = window.location.hostname === '' ? 'localhost' : window.location.hostname;
  return (
    <div className={styles.page}>
      <img src={logo} alt="" width={64} height={64} />
      <h3>No data yet: send the first span</h3>
      {status}
      <Command title="An application with an OpenTelemetry SDK or agent: set its exporter" text={sdkCommand(host)} />
      <Command
        title="An OpenTelemetry Collector: add an exporter to its traces pipeline"
        text={collectorConfig(host)}
      />
      <Command title="Just try it: one span from a shell" text={curlCommand(host)} />
    </div>
  );
}

function Command({ title, text }: { readonly title: string; readonly text: string }) {
  const styles = useStyles2(getStyles);
  return (
    <section className={styles.command}>
      <div className={styles.title}>
        <span>{title}</span>
        <ClipboardButton
          size="sm"
          variant="secondary"
          fill="text"
          icon="copy"
          getText={() => text}
          aria-label={`Copy: ${title}`}
        >
          Copy
        </ClipboardButton>
      </div>
      <pre className={styles.text}>{text}</pre>
    </section>
  );
}

function sdkCommand(host: string): string {
  return [
    'export OTEL_SERVICE_NAME=my-service',
    `export OTEL_EXPORTER_OTLP_ENDPOINT=http://${host}:4318`,
    'export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
  ].join('\n');
}

function collectorConfig(host: string): string {
  return `exporters:\n  otlphttp/watchingcat:\n    endpoint: http://${host}:4318`;
}

function curlCommand(host: string): string {
  const span = `{"traceId":"'$(openssl rand -hex 16)'","spanId":"'$(openssl rand -hex 8)'","name":"hello","kind":2,"startTimeUnixNano":"'$(date +%s)000000000'","endTimeUnixNano":"'$(date +%s)250000000'"}`;
  const resource = '{"attributes":[{"key":"service.name","value":{"stringValue":"my-service"}}]}';
  return [
    `curl http://${host}:4318/v1/traces -H 'Content-Type: application/json' -d '`,
    `{"resourceSpans":[{"resource":${resource},"scopeSpans":[{"spans":[${span}]}]}]}'`,
  ].join('');
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: theme.spacing(2),
    padding: theme.spacing(4, 2),
    h3: { margin: 0 },
  }),
  command: css({ width: 'min(840px, 100%)' }),
  title: css({
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    color: theme.colors.text.secondary,
  }),
  text: css({ margin: 0, padding: theme.spacing(1, 1.5), whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
