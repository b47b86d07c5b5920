// Saves a trace as a file, in the format that is chosen; whoever has its spans gives them when they are wanted.
import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { Button, Dropdown, Menu } from '@grafana/ui';
import type { SpansAnswer } from '@watchingcat/model';
import type { TraceFileFormat } from '@watchingcat/sources';
import React, { useEffect, useRef, useState } from 'react';
import { coverageText } from '../../components/CoverageNotice';

interface ExportMenuProps {
  /** `undefined` when the trace is no longer there. */
  readonly loadSpans: (signal: AbortSignal) => Promise<SpansAnswer | undefined>;
}

const FORMATS: ReadonlyArray<{
  readonly format: TraceFileFormat;
  readonly label: string;
  readonly description: string;
}> = [
  { format: 'html', label: 'Web page', description: 'Opens in any browser, without a server' },
  { format: 'otlp', label: 'OTLP JSON', description: 'Everything, for OpenTelemetry tools and for “Open a file”' },
  { format: 'jaeger', label: 'Jaeger JSON', description: 'For Jaeger’s UI; times in microseconds' },
  { format: 'csv', label: 'CSV', description: 'A row a span, for spreadsheets and scripts' },
];

export function ExportMenu({ loadSpans }: ExportMenuProps) {
  const [isBusy, setBusy] = useState(false);
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const save = async (format: TraceFileFormat) => {
    const abort = new AbortController();
    running.current = abort;
    setBusy(true);
    try {
      const [answer, { saveTrace }] = await Promise.all([loadSpans(abort.signal), import('./saveTrace')]);
      if (abort.signal.aborted) return;
      if (answer === undefined) throw new Error('It is no longer stored.');
      saveTrace(format, answer);
      const missing = coverageText(answer.coverage, 'spans');
      if (missing !== undefined) tell(AppEvents.alertWarning.name, 'The file is not complete', missing);
    } catch (error) {
      if (abort.signal.aborted) return;
      tell(AppEvents.alertError.name, 'The trace could not be exported', error instanceof Error ? error.message : String(error));
    }
    setBusy(false);
  }; // prettier-ignore
  const menu = () => (
    <Menu>
      {FORMATS.map(({ format, label, description }) => (
        <Menu.Item key={format} label={label} description={description} onClick={() => void save(format)} />
      ))}
    </Menu>
  );
  return (
    <Dropdown overlay={menu} placement="bottom-end">
      <Button variant="secondary" fill="outline" icon={isBusy ? 'spinner' : 'download-alt'} disabled={isBusy}>
        Export
      </Button>
    </Dropdown>
  );
}

function tell(type: string, title: string, text: string): void {
  getAppEvents().publish({ type, payload: [title, text] });
}
