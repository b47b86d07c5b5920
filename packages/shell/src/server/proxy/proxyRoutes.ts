// Grafana's way from a page to a data source: /api/datasources/proxy/uid/<uid>/… and …/uid/<uid>/resources/…, WebSockets included.
import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sources } from '../boot.ts';
import { forward, forwardUpgrade, type Upgrade } from './forward.ts';
import { isAllowed, isResource, leavesItsPath } from './rules.ts';
import { upstreamOf } from './upstream.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

export async function proxyRoutes(app: FastifyInstance, sources: Sources): Promise<void> {
  const upgrades = acceptUpgrades(app);
  await app.register(async (scope) => {
    // Bodies go through as they come.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    for (const kind of ['proxy/uid/:uid', 'uid/:uid/resources'] as const) {
      scope.route<{ Params: { uid: string } }>({
        method: METHODS,
        url: `/api/datasources/${kind}/*`,
        exposeHeadRoute: false,
        handler: (request, reply) =>
          handle(sources, kind.startsWith('uid') ? 'resources' : 'proxy', request, reply, upgrades.get(request.raw)),
      });
    }
  });
}

/** Requests for another protocol take the way of all others, with the same hooks and rules; the socket waits here for the one that passes. */
function acceptUpgrades(app: FastifyInstance): WeakMap<IncomingMessage, Upgrade> {
  const upgrades = new WeakMap<IncomingMessage, Upgrade>();
  const open = new Set<Duplex>();
  // An open WebSocket would keep the server from ending.
  app.addHook('preClose', () => open.forEach((socket) => socket.destroy()));
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgrades.set(request, { socket: socket as Socket, head });
    const response = new ServerResponse(request);
    response.assignSocket(socket as Socket);
    response.shouldKeepAlive = false;
    response.on('finish', () => socket.end());
    socket.on('error', () => socket.destroy());
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    app.routing(request, response);
  });
  return upgrades;
}

async function handle(
  sources: Sources,
  kind: 'proxy' | 'resources',
  request: FastifyRequest<{ Params: { uid: string } }>,
  reply: FastifyReply,
  upgrade: Upgrade | undefined,
): Promise<FastifyReply> {
  const { uid } = request.params;
  const refuse = (status: number, message: string) => reply.code(status).send({ message });
  const { origin, host } = request.headers;
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host))
    return refuse(403, 'origin not allowed');
  // Not the router's parameter: it is decoded, and the data source must see what was sent.
  const [address, query = ''] = splitOnce(request.raw.url ?? '', '?');
  const path = address.split('/').slice(6).join('/');
  if (leavesItsPath(path)) return refuse(400, 'The path leaves the data source.');
  const { provisioningDir, pluginDir } = sources;
  const upstream = await upstreamOf({ provisioningDir, pluginDir, env: process.env }, uid, request.method, {
    path,
    query,
  });
  if (upstream === undefined) return refuse(404, 'Data source not found');
  if (kind === 'resources' && !isResource(upstream.type, path))
    return refuse(500, `${upstream.type} has no such resource`);
  if (!isAllowed(upstream.type, request.method, path))
    return refuse(403, `Non allow-listed ${request.method}s are not allowed on proxied ${upstream.type} data sources`);
  const { url } = upstream;
  if (url === undefined) return refuse(502, 'The data source has no URL for this path.');
  reply.hijack();
  const target = { ...upstream, url };
  // Neither address nor headers: both may hold secrets.
  const onFailure = (error: NodeJS.ErrnoException) =>
    request.log.warn({ uid, code: error.code ?? error.name }, 'data source did not answer');
  if (upgrade) forwardUpgrade(request.raw, reply.raw, upgrade, target, onFailure);
  else forward(request.raw, reply.raw, target, onFailure);
  return reply;
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
