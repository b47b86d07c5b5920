// Grafana's way to the server, for the shell: in Grafana the plugin calls its data source's route `server`, which Grafana proxies to the
// server. In the shell both are one process, so the path only loses its prefix.

/** The data source that provisioning/ defines. */
const PROXY = '/api/datasources/proxy/uid/watchingcat/server/';

export function rewriteDataSourceUrl(url: string): string {
  return url.startsWith(PROXY) ? `/${url.slice(PROXY.length)}` : url;
}
