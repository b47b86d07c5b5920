// The shell alone, for working on it: `node packages/shell/dev.ts [port] [address of a WatchingCat server]`. What the data source sends through its proxy is
// passed on to that server; without one those requests fail, and the pages show what they show then.
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Fastify from 'fastify';
import { registerShell } from './src/server.ts';

const [port = '3000', upstream = 'http://127.0.0.1:3001'] = process.argv.slice(2);
const root = path.join(import.meta.dirname, '../..');
const app = Fastify({ logger: { level: 'warn' } });

app.all('/api/datasources/proxy/uid/:uid/server/*', async (request, reply) => {
  const address = new URL(request.url.replace(/^.*?\/server\//, '/'), upstream);
  const response = await fetch(address, {
    method: request.method,
    ...(request.body !== undefined && {
      body: JSON.stringify(request.body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  return reply
    .code(response.status)
    .type(response.headers.get('content-type') ?? 'text/plain')
    .send(Buffer.from(await response.arrayBuffer()));
});
await registerShell(app, {
  pluginDir: path.join(root, 'plugins/watchingcat-app/dist'),
  shellDir: path.join(import.meta.dirname, 'dist'),
  provisioningDir: path.join(root, 'provisioning'),
  dataDir: await mkdtemp(path.join(os.tmpdir(), 'watchingcat-shell-')),
  version: 'development',
});
console.log(await app.listen({ port: Number(port), host: '127.0.0.1' }));
