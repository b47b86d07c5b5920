// How the index of the logs is mapped, where Elasticsearch has no template of its own for it: 7.10 and OpenSearch know neither the Collector's
// layout nor nanoseconds by themselves.
import type { Layout } from './logDocument.ts';

const KEYWORD = { type: 'keyword', ignore_above: 1_024 };
const TEXTS_AS_KEYWORDS = [{ texts: { match_mapping_type: 'string', mapping: KEYWORD } }];

const PROPERTIES: Readonly<Record<Layout, object>> = {
  otel: {
    '@timestamp': { type: 'date_nanos' },
    observed_timestamp: { type: 'date_nanos' },
    body: { properties: { text: { type: 'text' } } },
    severity_number: { type: 'byte' },
  },
  ecs: { '@timestamp': { type: 'date_nanos' }, message: { type: 'text' } },
};

/** Resolves when the template is there, or another one stands in its place. @throws Error when the engine refuses it */
export async function putIndexTemplate(url: string, index: string, layout: Layout): Promise<void> {
  const name = `watchingcat-${layout}`;
  const mappings = { dynamic_templates: TEXTS_AS_KEYWORDS, properties: PROPERTIES[layout] };
  const settings = { 'index.mapping.total_fields.limit': 2_000, 'index.mapping.ignore_malformed': true };
  const others = await fetch(new URL(`_index_template/logs`, `${url}/`));
  await others.body?.cancel();
  if (others.ok) return; // Elasticsearch 8 and 9 bring `logs` for logs-*-*, which makes data streams
  const response = await fetch(new URL(`_index_template/${name}`, `${url}/`), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ index_patterns: [index], priority: 10, template: { settings, mappings } }),
  });
  if (!response.ok)
    throw new Error(`Elasticsearch refused the template ${name} (${response.status}): ${await response.text()}`);
}
