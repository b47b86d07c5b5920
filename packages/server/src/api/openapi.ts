// OpenAPI 3.1 from the schemas of the routes, and a page to try them that needs no network.
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

/** The plugin's own would let styles in from anywhere, and turn http into https, which a server on a plain address does not answer. */
const PAGE_CSP =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    hideUntagged: true, // the shell's routes are no part of the API
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'WatchingCat',
        version,
        description:
          'Services, traces and spans. Every answer carries its coverage; every error is a problem document (RFC 9457) whose `type` ' +
          'is stable and listed by GET /api/v1/problems.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags: [{ name: 'services' }, { name: 'traces' }, { name: 'status' }],
    },
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: true,
    transformStaticCSP: () => PAGE_CSP,
    // Without the bar that bears Fastify's name and asks for another document.
    theme: {
      title: 'WatchingCat API',
      css: [{ filename: 'page.css', content: '.swagger-ui .topbar { display: none }' }],
    },
    // The badge would send the document to a public validator.
    uiConfig: { validatorUrl: null, tryItOutEnabled: true },
  });
}
