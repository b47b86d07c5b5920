// How long the rows of a signal are kept, as the configuration says it.
import { SIGNALS, type Signal } from '../signals.ts';
import type { Config } from './schema.ts';

/** In ms, by signal; undefined keeps for ever. */
export type RetentionMs = Readonly<Record<Signal, number | undefined>>;

const UNIT_MS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/** What the settings `retention.*` may be; parts are dropped a day at a time, so there is nothing below an hour. */
export const RETENTION_PATTERN = '^(off|0|\\d{1,5}[hdw])$';

export function retentionMs(config: Config): RetentionMs {
  const entries = SIGNALS.map((signal) => [signal, durationMs(config.retention[signal])] as const);
  return Object.fromEntries(entries) as Record<Signal, number | undefined>;
}

function durationMs(text: string | number): number | undefined {
  const [, digits, unit] = /^(\d+)([hdw])$/.exec(String(text)) ?? [];
  const ms = Number(digits ?? 0) * (UNIT_MS[unit ?? ''] ?? 0);
  return ms === 0 ? undefined : ms;
}
