// Two traces, loaded one after the other and then compared.
import React from 'react';
import { LoadedTrace } from '../LoadedTrace';
import { PairComparison } from './PairComparison';

/** Ids of traces. */
interface LoadedPairProps {
  readonly a: string;
  readonly b: string;
}

export function LoadedPair({ a, b }: LoadedPairProps) {
  return (
    <LoadedTrace key={a} traceId={a} name="Trace A">
      {(answerA) => (
        <LoadedTrace key={b} traceId={b} name="Trace B">
          {(answerB) => <PairComparison a={answerA} b={answerB} />}
        </LoadedTrace>
      )}
    </LoadedTrace>
  );
}
