// The record of what was broken and when: one JSON object a line in `<data>/demo/answers.jsonl`, written by the supervisor at each change.
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FAULT_INFO, type FaultChange, type FaultKind } from '../faults/kinds.ts';

/** One line of the file. `at` is RFC 3339 in UTC. */
interface AnswerLine {
  readonly at: string;
  readonly event: FaultChange['event'];
  readonly reason: FaultChange['reason'];
  readonly id: string;
  readonly kind: FaultKind;
  readonly target: string;
  readonly intensity: number;
  readonly unit: string;
  readonly scenario?: string;
}

/** A fault from start to end; `endedAt` is absent while it is on, or when the shop was killed. */
export interface Answer extends Omit<AnswerLine, 'at' | 'event' | 'reason'> {
  readonly startedAt: string;
  readonly endedAt?: string;
}

export function answersFile(dataDir: string): string {
  return join(dataDir, 'demo', 'answers.jsonl');
}

/** Appends one change. @throws when the data directory cannot be written */
export async function recordAnswer(dataDir: string, { event, reason, fault, at }: FaultChange): Promise<void> {
  const { id, kind, target, intensity, scenario } = fault;
  const line: AnswerLine = {
    at: new Date(at).toISOString(),
    event,
    reason,
    id,
    kind,
    target,
    intensity,
    unit: FAULT_INFO[kind].unit,
    ...(scenario !== undefined && { scenario }),
  };
  const file = answersFile(dataDir);
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, `${JSON.stringify(line)}\n`);
}

/** All faults that were ever on, oldest first; none when nothing was recorded. A line cut short by a crash is passed over. */
export async function readAnswers(dataDir: string): Promise<Answer[]> {
  const text = await readFile(answersFile(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const answers = new Map<string, Answer>();
  for (const line of text.split('\n').flatMap(parseLine)) {
    const { id, kind, target, intensity, unit, scenario, at, event } = line;
    const what = { id, kind, target, intensity, unit, ...(scenario !== undefined && { scenario }) };
    if (event === 'started') answers.set(id, { ...what, startedAt: at });
    const started = answers.get(id);
    if (event === 'stopped' && started) answers.set(id, { ...started, endedAt: at });
  }
  return [...answers.values()];
}

function parseLine(text: string): AnswerLine[] {
  try {
    return text === '' ? [] : [JSON.parse(text) as AnswerLine];
  } catch {
    return [];
  }
}
