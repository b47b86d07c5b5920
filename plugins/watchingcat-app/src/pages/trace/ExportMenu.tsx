// Saves spans as a file: the format, and what of it where there is a choice, are chosen from a menu.
import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { Button, Dropdown, Menu } from '@grafana/ui';
import type { Coverage } from '@watchingcat/model';
import type { TraceFileFormat } from '@watchingcat/sources';
import React, { useEffect, useRef, useState } from 'react';
import { coverageText } from '../../components/CoverageNotice';
import { formatCount } from '../../components/format';
import type { ExportedFile, ExportSource } from './exportSources';
import { saveFile } from './saveFile';

interface ExportMenuProps {
  /** The first is what a person most likely means. */
  readonly sources: readonly ExportSource[];
  readonly size?: 'sm' | 'md';
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

export function ExportMenu({ sources, size = 'md' }: ExportMenuProps) {
  const [isBusy, setBusy] = useState(false);
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const save = async ({ load }: ExportSource, format: TraceFileFormat) => {
    const abort = new AbortController();
    running.current = abort;
    setBusy(true);
    try {
      const exported = await load(format, abort.signal);
      if (abort.signal.aborted) return;
      saveFile(exported);
      tellOf(exported);
    } catch (error) {
      if (abort.signal.aborted) return;
      const reason = error instanceof Error ? error.message : String(error);
      tell(AppEvents.alertError.name, 'It could not be exported', reason);
    }
    setBusy(false);
  };
  const menu = () => (
    <Menu>
      {sources.map((source) => (
        <Menu.Group key={source.label} label={sources.length > 1 ? source.label : undefined}>
          {FORMATS.map(({ format, label, description }) => (
            <Menu.Item
              key={format}
              label={label}
              ariaLabel={sources.length > 1 ? `${label}: ${source.label}` : undefined}
              description={sources.length > 1 ? undefined : description}
              onClick={() => void save(source, format)}
            />
          ))}
        </Menu.Group>
      ))}
    </Menu>
  );
  return (
    <Dropdown overlay={menu} placement="bottom-end">
      <Button
        variant="secondary"
        fill="outline"
        size={size}
        icon={isBusy ? 'spinner' : 'download-alt'}
        disabled={isBusy}
      >
        Export
      </Button>
    </Dropdown>
  );
}

/** Of several traces it is always said how many there are: nobody counts them in the file. */
function tellOf({ coverage, traces }: ExportedFile): void {
  const count = traces === undefined ? '' : `It holds ${formatCount(traces)} ${traces === 1 ? 'trace' : 'traces'}. `;
  const missing = coverageText(coverage, subjectOf(coverage, traces));
  if (missing !== undefined) tell(AppEvents.alertWarning.name, 'The file is not complete', count + missing);
  else if (traces !== undefined) tell(AppEvents.alertSuccess.name, 'Exported', count.trim());
}

function subjectOf(coverage: Coverage, traces: number | undefined): string {
  return traces !== undefined && coverage.kind === 'capped' && coverage.cap === 'limit' ? 'traces' : 'spans';
}

function tell(type: string, title: string, text: string): void {
  getAppEvents().publish({ type, payload: [title, text] });
}
