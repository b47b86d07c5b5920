// The shape of a trace while it loads: a line of figures, the minimap, rows.
import React from 'react';
import { BlockSkeleton, TableSkeleton } from '../../components/Loading';

export function TraceSkeleton() {
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
      <BlockSkeleton height={20} label="Loading the trace" />
      <BlockSkeleton height={52} label="Loading the overview" />
      <TableSkeleton rows={12} label="Loading the spans" />
    </div>
  );
}
