// Attributes of spans that have a column of their own in `spans`, by their OpenTelemetry names
// (https://opentelemetry.io/docs/specs/semconv/registry/attributes/).

export const PROMOTED_ATTRIBUTES: Readonly<Record<string, string>> = {
  'http.request.method': 'HttpMethod',
  'http.route': 'HttpRoute',
  'http.response.status_code': 'HttpStatusCode',
  'db.system.name': 'DbSystem',
  'messaging.destination.name': 'MessagingDestination',
  'error.type': 'ErrorType',
};
