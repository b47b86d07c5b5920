// What is wrong with a server URL, before Grafana's proxy says so in less helpful words.

/** `undefined` when nothing is. A path is fine (a server behind a reverse proxy); a query or a user name is not. */
export function serverUrlFault(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return 'Enter the URL of a WatchingCat server.';
  if (!/^https?:\/\//i.test(trimmed)) return 'Start with http:// or https://.';
  if (!URL.canParse(trimmed)) return 'This is not a URL. Example: http://127.0.0.1:3000';
  const { search, hash, username, password } = new URL(trimmed);
  if (search !== '' || hash !== '') return 'Leave out what follows ? or #.';
  if (username !== '' || password !== '') return 'Leave out user name and password, and use an access token.';
  if (/\/api\/v1\/?$/.test(trimmed)) return 'Leave out /api/v1: it is added by itself.';
  return undefined;
}
