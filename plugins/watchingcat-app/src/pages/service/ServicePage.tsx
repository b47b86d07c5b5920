// Follows.
import React from 'react';
import { PageFrame } from '../../components/PageFrame';

export function ServicePage() {
  return <PageFrame title="ServicePage" />;
}
