// Who may talk to a server without authentication: those who reach it by a name that is its own. A page of a foreign site can point its own
// name at 127.0.0.1 (DNS rebinding), so unknown names are refused; an IP address as Host cannot be rebound and is fine.
// Requests that change something must also not come from a foreign page (Origin).
import { isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problems.ts';

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** @param hostNames names beside localhost and IP addresses by which clients may call the server */
export function checkAccess(app: FastifyInstance, hostNames: readonly string[]): void {
  app.addHook('onRequest', async (request) => {
    const host = request.headers.host ?? '';
    if (!isOwnName(host, hostNames)) {
      throw new ProblemError(
        'host-not-allowed',
        `This server does not answer to the name ${JSON.stringify(host)}. If it should, add the name to hostNames in watchingcat.yaml ` +
          '(or WATCHINGCAT_HOST_NAMES).',
      );
    }
    const { origin } = request.headers;
    if (SAFE_METHODS.includes(request.method) || origin === undefined) return;
    if (originHost(origin) !== host.toLowerCase()) {
      throw new ProblemError(
        'origin-not-allowed',
        `A page of ${JSON.stringify(origin)} may not send ${request.method} requests here.`,
      );
    }
  });
}

function isOwnName(host: string, hostNames: readonly string[]): boolean {
  const match = /^(\[[0-9a-fA-F:.]+\]|[^:[\]]+)(?::\d{1,5})?$/.exec(host);
  if (match === null) return false;
  const name = match[1].toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return true;
  return hostNames.some((known) => known.toLowerCase() === name);
}

function originHost(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
