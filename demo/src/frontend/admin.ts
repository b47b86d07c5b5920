// The admin API: `GET`, `POST`, `DELETE /admin/faults` and `/admin/scenarios`. It passes everything on to the supervisor, answers only to
// this machine, and no fault applies to it.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { askSupervisor } from '../service/channel.ts';
import type { AdminRequest } from '../supervisor/protocol.ts';
import { isLocalRequest } from './local.ts';

export function isAdminUrl(url: string): boolean {
  return url === '/admin' || url.startsWith('/admin/') || url.startsWith('/assets/');
}

export function addAdminApi(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/admin') && !isLocalRequest(request)) {
      return reply
        .code(403)
        .send({ code: 'not_local', message: 'The admin pages answer only to this machine, at its loopback address' });
    }
  });

  app.get('/admin/faults', async function listFaults(_request, reply) {
    return pass(reply, { action: 'list' });
  });
  app.post('/admin/faults', async function startFault(request, reply) {
    return pass(reply, { action: 'start-fault', input: request.body });
  });
  app.delete('/admin/faults', async function stopFaults(_request, reply) {
    return pass(reply, { action: 'stop' });
  });
  app.delete('/admin/faults/:id', async function stopFault(request: FastifyRequest<{ Params: { id: string } }>, reply) {
    return pass(reply, { action: 'stop', id: request.params.id });
  });
  app.post('/admin/scenarios', async function startScenario(request, reply) {
    return pass(reply, { action: 'start-scenario', input: request.body });
  });
}

async function pass(reply: FastifyReply, request: AdminRequest): Promise<unknown> {
  const { status, body } = await askSupervisor(request);
  return reply.code(status).send(body);
}
