// Colours of a flame graph: by service, or, where two graphs are compared, by how much a frame grew.
import { colorManipulator, type GrafanaTheme2 } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import { growth, type FrameName } from '@watchingcat/analysis';
import { useMemo } from 'react';
import { serviceColor } from '../serviceColor';
import type { FlamePaint } from './drawFlame';
import type { ComparedFacts, FlameBoxes } from './flameGraphData';

/** From gone or much less over unchanged to much more or new. Blue and orange are told apart with any colour vision (ColorBrewer's PuOr and RdBu keep red out, which means "wrong" here). */
const DIVERGING = {
  dark: ['#3987c9', '#6aa6d6', '#9cc3e3', '#8e8e93', '#f2c08d', '#ee9c4b', '#e07714'],
  light: ['#1f6fb5', '#4f94cc', '#8fbfe6', '#a9a9ae', '#f5c08a', '#e98f3a', '#c4620a'],
};

/** What the colours say; the first is the strongest decrease. */
export function differenceColors(theme: GrafanaTheme2): readonly string[] {
  return theme.isDark ? DIVERGING.dark : DIVERGING.light;
}

export function useFlamePaint({ layout, facts }: FlameBoxes, isCompared: boolean): FlamePaint {
  const theme = useTheme2();
  return useMemo(() => {
    const fills = isCompared ? differenceColors(theme) : layout.names.map((name) => serviceColor(groupOf(name), theme));
    return {
      fills,
      texts: fills.map(textOn),
      of: isCompared ? (box) => differenceStep(facts(box).compared) : (box) => layout.name[box],
      crowd: theme.colors.border.strong,
      dim: theme.colors.border.weak,
      dimText: theme.colors.text.secondary,
      match: theme.colors.primary.main,
      error: theme.colors.error.main,
      font: `11px ${theme.typography.fontFamily}`,
    };
  }, [layout, facts, isCompared, theme]);
}

/** Index into the diverging colours: the middle one below a change of 5 %, the outer ones from a half (or double) on. */
function differenceStep(compared: ComparedFacts | undefined): number {
  const change = growth(compared?.before?.total ?? 0, compared?.after?.total ?? 0);
  const size = Math.abs(change);
  return 3 + Math.sign(change) * (size < 0.05 ? 0 : size < 0.2 ? 1 : size < 0.5 ? 2 : 3);
}

/** A function of a profile has no service; frames of one package have one colour. */
export function groupOf({ service, operation }: FrameName): string {
  if (service !== '') return service;
  const afterPath = operation.lastIndexOf('/') + 1;
  const end = operation.slice(afterPath).search(/[.:(]/);
  return end === -1 ? operation : operation.slice(0, afterPath + end);
}

/** Black or white, whichever is read better: on any colour one of them has 4.5:1. */
function textOn(fill: string): string {
  const contrast = (text: string) => colorManipulator.getContrastRatio(text, fill);
  return contrast('#000000') >= contrast('#ffffff') ? '#000000' : '#ffffff';
}
