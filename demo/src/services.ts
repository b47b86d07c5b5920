// The shop's five services: their names, their versions, and what stands beside them without telemetry of its own.

/** Every service is one process and one `service.name`. */
export const SERVICES = ['frontend', 'catalog', 'cart', 'checkout', 'loadgen'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** `service.version` of a release that works. */
export const RELEASES: Record<ServiceName, string> = {
  frontend: '3.8.0',
  catalog: '2.4.1',
  cart: '1.9.3',
  checkout: '4.2.0',
  loadgen: '1.0.0',
};

/** `service.version` of the release that a `bad-release` fault rolls out. */
export const BAD_RELEASES: Partial<Record<ServiceName, string>> = {
  catalog: '2.5.0',
  cart: '1.10.0',
  checkout: '4.3.0',
};

/**
 * What a process can be reached at. `payment` and `shipping` stand for other companies' services: they listen in the checkout process but
 * send no telemetry, so that a checkout trace ends at them as a real one would. `broker` is the MQTT broker.
 */
export type EndpointName = 'frontend' | 'catalog' | 'cart' | 'checkout' | 'payment' | 'shipping' | 'broker';
export type Endpoints = Partial<Record<EndpointName, string>>;
