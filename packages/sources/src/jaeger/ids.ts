// Ids as the model has them: 32 hexadecimal digits a trace, 16 a span, lower case. Jaeger leaves out the upper half of a trace id that
// is 0, and versions before 1.16 every leading 0.

const HEX = /^[0-9a-f]+$/i;

export function traceIdOf(id: string): string {
  return id.toLowerCase().padStart(32, '0');
}

export function spanIdOf(id: string): string {
  return id.toLowerCase().padStart(16, '0');
}

/** Whether it can be the id of a trace at all; what cannot never reaches a path. */
export function isTraceId(id: string): boolean {
  return id.length <= 32 && HEX.test(id) && !isZero(id);
}

/** Jaeger's "no such span". */
export function isZero(id: string): boolean {
  return /^0*$/.test(id);
}
