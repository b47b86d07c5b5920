// What is special about a span, as a short sign in its row and a sentence for those who ask. The same sentences stand in its details.
import { SPAN_FLAG } from '@watchingcat/model';
import { formatDurationNs } from '../format';

export interface SpanMark {
  readonly sign: string;
  /** For screen readers. */
  readonly label: string;
  readonly explanation: string;
  readonly isWarning: boolean;
}

const OF_FLAG: ReadonlyArray<readonly [flag: number, mark: SpanMark]> = [
  [
    SPAN_FLAG.missingParent,
    {
      sign: 'no parent',
      label: 'parent missing',
      explanation:
        'Its parent is not in this trace, so it is shown as a root. The parent may not have arrived yet, may have been dropped by sampling, or runs where nothing is instrumented.',
      isWarning: true,
    },
  ],
  [
    SPAN_FLAG.cycle,
    {
      sign: 'circle',
      label: 'circle of parents',
      explanation: 'Its parents lead back to itself; the circle was cut here, so it is shown as a root.',
      isWarning: true,
    },
  ],
  [
    SPAN_FLAG.duplicateId,
    {
      sign: 'same id',
      label: 'id of another span',
      explanation: 'Another span of this trace has the same id. The details may be of that one.',
      isWarning: true,
    },
  ],
  [
    SPAN_FLAG.negativeDuration,
    {
      sign: 'ends early',
      label: 'end before start',
      explanation: 'It was sent with an end before its start; its duration is shown as 0.',
      isWarning: true,
    },
  ],
  [
    SPAN_FLAG.hasLinks,
    {
      sign: 'link',
      label: 'has links',
      explanation: 'It has links to other spans, mostly of other traces: open it to follow them.',
      isWarning: false,
    },
  ],
];

/** @param flags bits of `SPAN_FLAG`; @param shiftNs 0 where the span is shown as it was sent */
export function spanMarks(flags: number, shiftNs: number): readonly SpanMark[] {
  if (flags === 0 && shiftNs === 0) return NO_MARKS;
  const marks = OF_FLAG.filter(([flag]) => (flags & flag) !== 0).map(([, mark]) => mark);
  if (shiftNs === 0) return marks;
  const shift = `${formatDurationNs(Math.abs(shiftNs))} ${shiftNs > 0 ? 'later' : 'earlier'}`;
  const mark: SpanMark = {
    sign: shiftNs > 0 ? '⇥ moved' : '⇤ moved',
    label: `shown ${shift}`,
    explanation: `Shown ${shift} than it was sent: its clock differs from its parent's, and a call cannot begin before its caller.`,
    isWarning: true,
  };
  return [...marks, mark];
}

const NO_MARKS: readonly SpanMark[] = [];
