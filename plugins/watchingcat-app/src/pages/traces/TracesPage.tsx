// Follows.
import React from 'react';
import { PageFrame } from '../../components/PageFrame';

export function TracesPage() {
  return <PageFrame title="TracesPage" />;
}
