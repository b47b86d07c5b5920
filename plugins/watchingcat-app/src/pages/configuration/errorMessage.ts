/** Grafana's backend service rejects with `{data: {message}}`, not with an Error. */
export function errorMessage(error: unknown): string {
  const message = (error as { data?: { message?: string } } | undefined)?.data?.message;
  return message ?? (error instanceof Error ? error.message : 'Grafana did not answer. Try again.');
}
