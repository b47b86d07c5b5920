// Follows.
import React from 'react';
import { PageFrame } from '../../components/PageFrame';

export function TracePage() {
  return <PageFrame title="TracePage" />;
}
