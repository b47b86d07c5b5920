// The faults that this process has been told of, and the effects that all services share. Which fault matters where is decided by
// whoever asks; effects that belong to one service (queries, retries) are beside that service's code.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, FaultKind, FaultTarget } from './kinds.ts';

let active: readonly Fault[] = [];

/** Replaces what is on; called with each message of the supervisor. */
export function setActiveFaults(faults: readonly Fault[]): void {
  active = faults;
}

/** Intensity of a fault in its unit, undefined while it is off. */
export function faultIntensity(kind: FaultKind, target: FaultTarget): number | undefined {
  return active.find((fault) => fault.kind === kind && fault.target === target)?.intensity;
}

/** Share of requests that the bad release fails, and what it adds to each, at severity 1. */
const BAD_RELEASE_ERROR_RATIO = 0.4;
const BAD_RELEASE_DELAY_MS = 900;

/** Waits as `latency` and `bad-release` demand; returns at once when neither is on. */
export async function delayByFaults(target: FaultTarget): Promise<void> {
  const latencyMs = faultIntensity('latency', target) ?? 0;
  const releaseMs = (faultIntensity('bad-release', target) ?? 0) * BAD_RELEASE_DELAY_MS;
  const totalMs = latencyMs + releaseMs;
  if (totalMs > 0) await sleep(totalMs * (0.8 + 0.4 * Math.random()));
}

/** Throws, with the ratio that `error-rate` and `bad-release` demand, what broken code of this kind would throw. */
export function failByFaults(target: FaultTarget): void {
  const releaseRatio = (faultIntensity('bad-release', target) ?? 0) * BAD_RELEASE_ERROR_RATIO;
  if (Math.random() < releaseRatio) {
    // What the bad release forgot: the object that the old one always had.
    const settings = undefined as unknown as { currency: string };
    settings.currency.toUpperCase();
  }
  if (Math.random() < (faultIntensity('error-rate', target) ?? 0)) {
    throw new Error(`${target}: connection pool exhausted after 3 attempts`);
  }
}

const LEAK_LIMIT_KIB = 64 * 1024;
let leaked: number[][] = [];
let leakedKiB = 0;

/** Keeps memory on the JavaScript heap as `memory-leak` demands, and lets go of all of it when that fault is off. */
export function leakByFaults(target: FaultTarget): void {
  const kib = faultIntensity('memory-leak', target);
  if (kib === undefined) {
    if (leakedKiB > 0) [leaked, leakedKiB] = [[], 0];
    return;
  }
  if (leakedKiB + kib > LEAK_LIMIT_KIB) return;
  leaked.push(new Array<number>(kib * 128).fill(leaked.length + 0.5));
  leakedKiB += kib;
}
