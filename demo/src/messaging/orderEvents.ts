// The order event on its way from checkout to cart: its topic, its envelope, and the producer and consumer spans of
// https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/. MQTT 3.1.1 has no headers, so the trace context travels in the envelope.
import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
} from '@opentelemetry/api';
import {
  ATTR_MESSAGING_CLIENT_ID,
  ATTR_MESSAGING_DESTINATION_NAME,
  ATTR_MESSAGING_MESSAGE_ID,
  ATTR_MESSAGING_OPERATION_NAME,
  ATTR_MESSAGING_OPERATION_TYPE,
  ATTR_MESSAGING_SYSTEM,
} from '@opentelemetry/semantic-conventions/incubating';

export const ORDERS_TOPIC = 'shop/orders/placed';

export interface OrderPlaced {
  readonly orderId: string;
  readonly sessionId: string;
  readonly totalCents: number;
}
interface Envelope {
  readonly headers: Record<string, string>;
  readonly event: OrderPlaced;
}

const tracer = trace.getTracer('shop.messaging');

function attributes(operation: 'send' | 'process', event: OrderPlaced, clientId: string): Attributes {
  return {
    [ATTR_MESSAGING_SYSTEM]: 'mqtt',
    [ATTR_MESSAGING_DESTINATION_NAME]: ORDERS_TOPIC,
    [ATTR_MESSAGING_OPERATION_TYPE]: operation,
    [ATTR_MESSAGING_OPERATION_NAME]: operation === 'send' ? 'publish' : 'process',
    [ATTR_MESSAGING_MESSAGE_ID]: event.orderId,
    [ATTR_MESSAGING_CLIENT_ID]: clientId,
  };
}

/** Hands the event's bytes to `publish` inside a PRODUCER span whose context they carry. @throws what `publish` throws */
export async function sendOrder(
  event: OrderPlaced,
  clientId: string,
  publish: (payload: string) => Promise<unknown>,
): Promise<void> {
  const options = { kind: SpanKind.PRODUCER, attributes: attributes('send', event, clientId) };
  await tracer.startActiveSpan(`publish ${ORDERS_TOPIC}`, options, async (span) => {
    try {
      const headers: Record<string, string> = {};
      propagation.inject(context.active(), headers);
      await publish(JSON.stringify({ headers, event } satisfies Envelope));
    } catch (error) {
      span.recordException(error as Error);
      span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message });
      throw error;
    } finally {
      span.end();
    }
  });
}

/**
 * Handles the bytes of an event inside a CONSUMER span. It continues the producer's trace and also links to the producer's span, so that
 * tools which follow only one of the two still find the way.
 * @throws SyntaxError when the payload is not JSON
 */
export function receiveOrder(payload: string, clientId: string, handle: (event: OrderPlaced) => void): void {
  const { headers, event } = JSON.parse(payload) as Envelope;
  const parent = propagation.extract(ROOT_CONTEXT, headers);
  const producer = trace.getSpanContext(parent);
  const options = {
    kind: SpanKind.CONSUMER,
    attributes: attributes('process', event, clientId),
    links: producer ? [{ context: producer }] : [],
  };
  tracer.startActiveSpan(`process ${ORDERS_TOPIC}`, options, parent, (span) => {
    try {
      handle(event);
    } catch (error) {
      span.recordException(error as Error);
      span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message });
    } finally {
      span.end();
    }
  });
}
