// Which calls of the merged tree are listed: those that differ notably, or all. The choice stands in the address as `only=all`.
import { useMemo } from 'react';
import { useUrlState } from '../../../state/useUrlState';
import { allNodes, notableNodes, type TracePair } from './tracePair';

interface ShownNodes {
  readonly nodes: Uint32Array;
  readonly isShort: boolean;
  readonly setShort: (isShort: boolean) => void;
}

export function useShownNodes(pair: TracePair): ShownNodes {
  const [params, changeUrl] = useUrlState();
  const isShort = params.get('only') !== 'all';
  const nodes = useMemo(() => (isShort ? notableNodes(pair) : allNodes(pair)), [pair, isShort]);
  return { nodes, isShort, setShort: (value) => changeUrl({ only: value ? undefined : 'all' }) };
}
