// Traces as one file that any browser opens without a server: the data as JSON beside a small viewer. The file's policy lets nothing in from
// elsewhere and runs nothing but the viewer, and no text of a span ever becomes HTML.
import type { Attributes, Coverage, SpanDetails } from '@watchingcat/model';
import { attributeText, formatRfc3339 } from '@watchingcat/model';
import { rowsOfSpans } from '../rowsOfSpans.ts';
import { coverageText } from '../coverageText.ts';
import { VIEWER_SCRIPT, VIEWER_SCRIPT_HASH } from './viewerScript.ts';
import { VIEWER_STYLE, VIEWER_STYLE_HASH } from './viewerStyle.ts';

type Pairs = readonly (readonly [name: string, text: string])[];

/** What the viewer reads; times in ns after the trace's start. */
interface ViewerData {
  /** '' when nothing is missing. */
  readonly coverage: string;
  readonly resources: readonly Pairs[];
  readonly traces: readonly {
    readonly traceId: string;
    readonly title: string;
    readonly start: string;
    readonly durationNs: number;
    readonly spans: readonly ViewerSpan[];
  }[];
}

interface ViewerSpan {
  readonly id: string;
  readonly parentId: string;
  /** A row, -1 for a root. */
  readonly parent: number;
  readonly depth: number;
  /** Rows of the subtree, its own included. */
  readonly size: number;
  readonly startNs: number;
  readonly durationNs: number;
  readonly service: string;
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  readonly message: string;
  readonly scope: string;
  readonly traceState: string;
  readonly attributes: Pairs;
  readonly resource: number;
  readonly events: readonly { readonly startNs: number; readonly name: string; readonly attributes: Pairs }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string; readonly attributes: Pairs }[];
}

/** @param traces each of at least one span; at least one trace */
export function tracesToHtml(traces: readonly (readonly SpanDetails[])[], coverage: Coverage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${VIEWER_SCRIPT_HASH}'`,
    `style-src 'sha256-${VIEWER_STYLE_HASH}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Trace</title>
<style>${VIEWER_STYLE}</style>
</head>
<body>
<header>
<h1 id="title"></h1>
<div id="facts"></div>
<div id="coverage" role="note"></div>
<div id="tools">
<select id="traces" aria-label="Trace"></select>
<input id="search" type="search" aria-label="Search spans" placeholder="Search names, attributes, events">
<span id="found" role="status"></span>
<span id="keys">↑ ↓ move · ← → fold · / search · n N next, previous · Esc close</span>
</div>
</header>
<main>
<div id="view">
<div id="axis" aria-hidden="true"></div>
<div id="rows" role="tree" aria-label="Spans" tabindex="0"><div id="canvas" role="presentation"></div></div>
</div>
<aside id="details" aria-label="Span details" hidden></aside>
</main>
<noscript>This file draws its trace with a script. The data stands in it as JSON.</noscript>
<script type="application/json" id="data">${inScript(viewerData(traces, coverage))}</script>
<script>${VIEWER_SCRIPT}</script>
</body>
</html>
`;
}

/** JSON that no HTML parser takes for the end of the script, nor for a comment in it. */
function inScript(data: ViewerData): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

function viewerData(traces: readonly (readonly SpanDetails[])[], coverage: Coverage): ViewerData {
  const resources: Pairs[] = [];
  const known = new Map<Attributes, number>();
  const resourceOf = (resource: Attributes): number => {
    let index = known.get(resource);
    if (index === undefined) known.set(resource, (index = resources.push(pairs(resource)) - 1));
    return index;
  };
  return { traces: traces.map((spans) => viewerTrace(spans, resourceOf)), coverage: coverageText(coverage), resources };
}

function viewerTrace(input: readonly SpanDetails[], resourceOf: (resource: Attributes) => number) {
  const { trace, spans } = rowsOfSpans(input);
  const root = Math.max(0, spans.findIndex(({ parentSpanId }) => parentSpanId === undefined)); // prettier-ignore
  return {
    traceId: trace.traceId,
    title: `${spans[root].service}: ${spans[root].operation}`,
    start: formatRfc3339(trace.start),
    durationNs: trace.durationNs,
    spans: spans.map((span, row): ViewerSpan => ({
      id: span.spanId,
      parentId: span.parentSpanId ?? '',
      parent: trace.parent[row],
      depth: trace.depth[row],
      size: trace.subtreeSize[row],
      startNs: trace.startNs[row],
      durationNs: span.durationNs,
      service: span.service,
      name: span.operation,
      kind: span.kind,
      status: span.status,
      message: span.statusMessage,
      scope: `${span.scope.name} ${span.scope.version}`.trim(),
      traceState: span.traceState,
      attributes: pairs(span.attributes),
      resource: resourceOf(span.resource),
      events: span.events.map(({ time, name, attributes }) => ({
        startNs: Number(time - trace.start),
        name,
        attributes: pairs(attributes),
      })),
      links: span.links.map(({ traceId, spanId, attributes }) => ({ traceId, spanId, attributes: pairs(attributes) })),
    })),
  };
}

function pairs(attributes: Attributes): Pairs {
  return Array.from(attributes, ([key, value]) => [key, attributeText(value)] as const);
}
