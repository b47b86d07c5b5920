// A question got no answer: what happened, what to do, and a way to ask again. What was known before stays on the page beside it.
import { Alert, Button, Stack } from '@grafana/ui';
import { TelemetryError } from '@watchingcat/model';
import React from 'react';

interface FailureProps {
  /** What did not work: `The services could not be loaded`. */
  readonly title: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}

export function Failure({ title, error, onRetry }: FailureProps) {
  return (
    <Alert title={title} severity="error">
      <Stack direction="column" gap={1} alignItems="flex-start">
        <div>{error instanceof Error ? error.message : String(error)}</div>
        <div>{whatToDo(error)}</div>
        <Button size="sm" variant="secondary" icon="sync" onClick={onRetry}>
          Try again
        </Button>
      </Stack>
    </Alert>
  );
}

function whatToDo(error: unknown): string {
  switch (error instanceof TelemetryError ? error.code : undefined) {
    case 'unreachable':
      return 'Where it should be is told by the data source, whose Test tells more.';
    case 'unauthorized':
      return 'Check the credentials in the settings of the data source: they were not accepted.';
    case 'timeout':
    case 'too_much':
      return 'Narrow the time range or the filters, then try again.';
    case 'bad_request':
      return 'Change what the message names: a filter, all of which stand in the address of this page, or a setting of the data source.';
    default:
      return 'If it stays like this, the log of what answers says more.';
  }
}
