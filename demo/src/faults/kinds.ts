// What can be broken on purpose, where, and how strongly. Pure data: the effects are in the services (active.ts), the truth about what is
// on is in the supervisor (FaultBoard.ts).

export const FAULT_KINDS = [
  'latency',
  'error-rate',
  'slow-query',
  'n-plus-one',
  'memory-leak',
  'clock-skew',
  'bad-release',
  'retry-storm',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export type FaultTarget = 'frontend' | 'catalog' | 'cart' | 'checkout' | 'loadgen' | 'payment' | 'shipping';

export interface FaultKindInfo {
  /** One sentence for the admin page and the command line. */
  readonly summary: string;
  /** What `intensity` counts. */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly initial: number;
  /** The first one is taken when a request names none. */
  readonly targets: readonly FaultTarget[];
}

const HTTP_SERVICES = ['checkout', 'catalog', 'cart', 'frontend'] as const;

export const FAULT_INFO: Record<FaultKind, FaultKindInfo> = {
  latency: {
    summary: 'Every request waits this long before it is handled.',
    unit: 'ms',
    min: 10,
    max: 10_000,
    initial: 600,
    targets: [...HTTP_SERVICES, 'payment', 'shipping'],
  },
  'error-rate': {
    summary: 'This share of requests fails with an exception.',
    unit: 'ratio',
    min: 0.01,
    max: 1,
    initial: 0.4,
    targets: ['payment', ...HTTP_SERVICES, 'shipping'],
  },
  'slow-query': {
    summary: 'The ratings query searches review texts without an index and takes this long.',
    unit: 'ms',
    min: 50,
    max: 5_000,
    initial: 900,
    targets: ['catalog'],
  },
  'n-plus-one': {
    summary: 'Stock is read with one statement a product, each with a round trip this long.',
    unit: 'ms',
    min: 1,
    max: 50,
    initial: 8,
    targets: ['catalog'],
  },
  'memory-leak': {
    summary: 'Every request keeps this much memory, up to 64 MiB in all.',
    unit: 'KiB',
    min: 16,
    max: 1_024,
    initial: 256,
    targets: ['cart', 'catalog', 'checkout'],
  },
  'clock-skew': {
    summary: "The host's clock is ahead (or, below zero, behind) by this much.",
    unit: 's',
    min: -300,
    max: 300,
    initial: 3,
    targets: ['cart', 'catalog', 'checkout', 'frontend', 'loadgen'],
  },
  'bad-release': {
    summary: 'A new version is rolled out that is slower and fails more often; 1 is the worst.',
    unit: 'severity',
    min: 0.1,
    max: 1,
    initial: 0.6,
    targets: ['checkout', 'catalog', 'cart'],
  },
  'retry-storm': {
    summary: 'Payments fail with this ratio and checkout tries again at once, up to eight times.',
    unit: 'ratio',
    min: 0.1,
    max: 1,
    initial: 0.7,
    targets: ['checkout'],
  },
};

/** A fault that is on. Times are Unix milliseconds. */
export interface Fault {
  readonly id: string;
  readonly kind: FaultKind;
  readonly target: FaultTarget;
  readonly intensity: number;
  readonly startedAt: number;
  /** Absent when it stays on until somebody stops it. */
  readonly endsAt?: number;
  /** Name of the scenario that it belongs to. */
  readonly scenario?: string;
}

/** Something was switched; `at` is Unix milliseconds. */
export interface FaultChange {
  readonly event: 'started' | 'stopped';
  readonly reason: 'asked' | 'duration over' | 'shop stopped';
  readonly fault: Fault;
  readonly at: number;
}
