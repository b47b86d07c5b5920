// Saves the trace as a file of OTLP JSON.
import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { Button } from '@grafana/ui';
import type { Trace } from '@watchingcat/model';
import React, { useEffect, useRef, useState } from 'react';
import { useTelemetry } from '../../telemetry/TelemetryContext';
import { MAX_EXPORTED_SPANS, traceAsOtlpJson } from './exportTrace';

export function ExportButton({ trace }: { readonly trace: Trace }) {
  const telemetry = useTelemetry();
  const [isBusy, setBusy] = useState(false);
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const isTooLarge = trace.size > MAX_EXPORTED_SPANS;
  const save = async () => {
    const abort = new AbortController();
    running.current = abort;
    setBusy(true);
    try {
      saveFile(`trace-${trace.traceId}.json`, await traceAsOtlpJson(telemetry, trace, abort.signal));
    } catch (error) {
      if (abort.signal.aborted) return;
      getAppEvents().publish({
        type: AppEvents.alertError.name,
        payload: ['The trace could not be exported', String(error)],
      });
    }
    setBusy(false);
  };
  return (
    <Button
      variant="secondary"
      fill="outline"
      icon={isBusy ? 'spinner' : 'download-alt'}
      disabled={isBusy || isTooLarge}
      onClick={() => void save()}
      tooltip={
        isTooLarge
          ? `More than ${MAX_EXPORTED_SPANS.toLocaleString('en')} spans: ask the server for /api/v1/traces/${trace.traceId}`
          : 'Save as OTLP JSON'
      }
    >
      Export
    </Button>
  );
}

function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
