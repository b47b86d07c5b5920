// Makes one host's clock wrong: while the fault `clock-skew` is on, the times of spans, their events and log records are shifted as they
// leave the process. Durations stay right, as on a host whose clock is wrong but steady. Metrics are not shifted.
import type { HrTime } from '@opentelemetry/api';
import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import { faultIntensity } from '../faults/active.ts';
import type { ServiceName } from '../services.ts';

type Done = Parameters<SpanExporter['export']>[1];

/** `time` moved by `seconds`, which may be negative and may have a fraction; exact to the nanosecond. */
export function shiftTime([seconds, nanos]: HrTime, bySeconds: number): HrTime {
  const shifted = BigInt(seconds) * 1_000_000_000n + BigInt(nanos) + BigInt(Math.round(bySeconds * 1e9));
  return [Number(shifted / 1_000_000_000n), Number(shifted % 1_000_000_000n)];
}

/** A span whose times are shifted; everything else is read from the original. */
function shiftSpan(span: ReadableSpan, bySeconds: number): ReadableSpan {
  return Object.create(span, {
    startTime: { value: shiftTime(span.startTime, bySeconds) },
    endTime: { value: shiftTime(span.endTime, bySeconds) },
    events: { value: span.events.map((event) => ({ ...event, time: shiftTime(event.time, bySeconds) })) },
  }) as ReadableSpan;
}

function shiftLog(record: ReadableLogRecord, bySeconds: number): ReadableLogRecord {
  return Object.create(record, {
    hrTime: { value: shiftTime(record.hrTime, bySeconds) },
    hrTimeObserved: { value: shiftTime(record.hrTimeObserved, bySeconds) },
  }) as ReadableLogRecord;
}

/** Passes spans on to `exporter`, shifted while this service's clock is wrong. */
export class SkewedSpanExporter implements SpanExporter {
  readonly #exporter: SpanExporter;
  readonly #service: ServiceName;

  constructor(exporter: SpanExporter, service: ServiceName) {
    this.#exporter = exporter;
    this.#service = service;
  }

  export(spans: ReadableSpan[], done: Done): void {
    const seconds = faultIntensity('clock-skew', this.#service);
    this.#exporter.export(seconds === undefined ? spans : spans.map((span) => shiftSpan(span, seconds)), done);
  }

  async forceFlush(): Promise<void> {
    await this.#exporter.forceFlush?.();
  }

  async shutdown(): Promise<void> {
    await this.#exporter.shutdown();
  }
}

/** Passes log records on to `exporter`, shifted while this service's clock is wrong. */
export class SkewedLogExporter implements LogRecordExporter {
  readonly #exporter: LogRecordExporter;
  readonly #service: ServiceName;

  constructor(exporter: LogRecordExporter, service: ServiceName) {
    this.#exporter = exporter;
    this.#service = service;
  }

  export(records: ReadableLogRecord[], done: Done): void {
    const seconds = faultIntensity('clock-skew', this.#service);
    this.#exporter.export(seconds === undefined ? records : records.map((record) => shiftLog(record, seconds)), done);
  }

  async forceFlush(): Promise<void> {
    await this.#exporter.forceFlush();
  }

  async shutdown(): Promise<void> {
    await this.#exporter.shutdown();
  }
}
