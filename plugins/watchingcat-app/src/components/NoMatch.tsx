// Filters left nothing: says which, and takes them away again.
import { Button, EmptyState } from '@grafana/ui';
import React from 'react';

export function NoMatch({ what, onClear }: { readonly what: string; readonly onClear: () => void }) {
  return (
    <EmptyState
      variant="not-found"
      message={what}
      button={
        <Button variant="secondary" onClick={onClear}>
          Clear the filters
        </Button>
      }
    />
  );
}
