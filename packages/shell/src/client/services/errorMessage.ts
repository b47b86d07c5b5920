// One sentence for people from whatever was thrown: a FetchError with what the server said, an Error, or anything else.

export function errorMessage(error: unknown): string {
  const { message, data } = (error ?? {}) as { message?: unknown; data?: { message?: unknown } };
  const said = data?.message ?? message ?? error;
  return typeof said === 'string' ? said : JSON.stringify(said);
}
