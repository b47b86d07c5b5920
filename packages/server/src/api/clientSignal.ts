// Ends the work for a client that has gone. Fastify's own `request.signal` also fires when the body of a POST has been read.
import type { FastifyReply } from 'fastify';

/** Aborts when the connection closes before the answer is sent. */
export function clientSignal(reply: FastifyReply): AbortSignal {
  const abort = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) abort.abort();
  });
  return abort.signal;
}
