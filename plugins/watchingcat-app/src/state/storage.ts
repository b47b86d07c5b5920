// What a person chose, kept in the browser for the next visit. A browser that keeps nothing is no error: what is kept here is never worth
// a message.

export function readStored(key: string): string | undefined {
  try {
    return window.localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function writeStored(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // Storage is off or full.
  }
}
