// No span of the trace is stored: why that may be, and what to do about each reason.
import { Alert, Button, LinkButton } from '@grafana/ui';
import React from 'react';
import { useTimeRange } from '../../state/TimeRangeContext';
import { tracesUrl } from '../../urls';

export function TraceNotFound({ traceId, onRetry }: { readonly traceId: string; readonly onRetry: () => void }) {
  const { scope } = useTimeRange();
  const looksRight = /^[0-9a-f]{32}$/i.test(traceId);
  return (
    <Alert severity="info" title="No span of this trace is stored">
      <p>
        Trace <code>{traceId}</code>
      </p>
      <ul style={{ padding: '0 0 12px 20px' }}>
        {!looksRight && (
          <li>A trace id has 32 hexadecimal digits; this one has not. It may have been cut when it was copied.</li>
        )}
        <li>It may not have arrived yet: spans are sent in batches, mostly within some seconds of their end.</li>
        <li>It may be older than what is kept, or have been dropped by sampling before it was sent.</li>
      </ul>
      <Button icon="sync" onClick={onRetry}>
        Look again
      </Button>{' '}
      <LinkButton variant="secondary" href={tracesUrl({}, scope)}>
        Search traces
      </LinkButton>
    </Alert>
  );
}
