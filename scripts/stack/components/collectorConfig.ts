// The Collector's pipelines: traces to Jaeger and into span metrics, all metrics to one page that Prometheus scrapes, logs to our own
// writer. What is absent is left out. Written as JSON, which YAML contains.

export interface CollectorOptions {
  /** host:port of each listener. */
  readonly otlpGrpc: string;
  readonly otlpHttp: string;
  readonly health: string;
  /** Span metrics and what applications sent, with exemplars. */
  readonly metrics: string;
  /** The Collector's own metrics. */
  readonly ownMetrics: string;
  /**
   * How often span metrics are handed out. Exemplars are handed out once: an interval of less than two scrapes loses some between
   * two scrapes.
   */
  readonly flushIntervalMs: number;
  /** host:port of Jaeger's OTLP gRPC receiver. */
  readonly jaegerOtlpGrpc?: string | undefined;
  /** OTLP/HTTP base URL that takes logs; `/v1/logs` is appended. */
  readonly logsEndpoint?: string | undefined;
  /** OTLP/HTTP base URL that gets everything as well; until it listens, the Collector keeps and retries. */
  readonly forwardTo?: string | undefined;
}

export function collectorConfig(options: CollectorOptions): string {
  const { jaegerOtlpGrpc, logsEndpoint, forwardTo } = options;
  const [ownHost, ownPort] = options.ownMetrics.split(':');
  const own = { host: ownHost, port: Number(ownPort) };
  const forward = forwardTo ? ['otlp_http/forward'] : [];
  const pipeline = (receivers: string[], exporters: string[]) => ({
    receivers,
    processors: ['batch'],
    exporters,
  });
  const config = {
    receivers: { otlp: { protocols: { grpc: { endpoint: options.otlpGrpc }, http: { endpoint: options.otlpHttp } } } },
    processors: { batch: { timeout: '200ms' } },
    connectors: {
      spanmetrics: {
        metrics_flush_interval: `${options.flushIntervalMs}ms`,
        exemplars: { enabled: true },
        dimensions: [{ name: 'deployment.environment.name' }], // beside service, span name, kind and status
      },
    },
    exporters: {
      prometheus: { endpoint: options.metrics, enable_open_metrics: true },
      nop: {},
      ...(jaegerOtlpGrpc && { 'otlp_grpc/jaeger': { endpoint: jaegerOtlpGrpc, tls: { insecure: true } } }),
      ...(logsEndpoint && { 'otlp_http/logs': { endpoint: logsEndpoint } }),
      ...(forwardTo && { 'otlp_http/forward': { endpoint: forwardTo } }),
    },
    extensions: { health_check: { endpoint: options.health } },
    service: {
      extensions: ['health_check'],
      telemetry: { metrics: { readers: [{ pull: { exporter: { prometheus: own } } }] } },
      pipelines: {
        traces: pipeline(['otlp'], ['spanmetrics', ...(jaegerOtlpGrpc ? ['otlp_grpc/jaeger'] : []), ...forward]),
        metrics: pipeline(['otlp', 'spanmetrics'], ['prometheus']),
        ...(forwardTo && { 'metrics/forward': pipeline(['otlp'], forward) }), // without the span metrics, which the receiver makes itself
        logs: pipeline(['otlp'], [logsEndpoint ? 'otlp_http/logs' : 'nop', ...forward]),
      },
    },
  };
  return JSON.stringify(config, undefined, 2);
}
