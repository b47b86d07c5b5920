// Log records: about 300 bytes a line, a third of them written within a span, in the severities and shapes of line that services write.
import { ofInstance } from './envelope.ts';
import {
  attribute,
  digits,
  field,
  fixed32,
  hex,
  integer,
  join,
  NOTHING,
  spanId,
  string,
  text,
  time,
  traceId,
  uint,
} from './message.ts';
import type { Part } from './message.ts';
import type { Random } from './random.ts';
import { Template } from './Template.ts';
import type { LoadSize } from './templates.ts';
import type { Instance, Service } from './world.ts';

/** Severity number, its text, and how many of 100 records have it. */
const SEVERITIES = [
  { number: 5, name: 'DEBUG', percent: 15 },
  { number: 9, name: 'INFO', percent: 75 },
  { number: 13, name: 'WARN', percent: 7 },
  { number: 17, name: 'ERROR', percent: 3 },
] as const;
const IN_SPAN_SHARE = 1 / 3;

/** Each record is a group of its own, so that its times (when it happened, when it was seen) belong together. */
export function logTemplates(random: Random, services: readonly Service[], size: LoadSize): Template[] {
  const instances = services.flatMap((service) => service.instances);
  const total = size.requests * size.recordsPerRequest;
  const groupStarts = Float64Array.from({ length: total }, (_, group) => group / total);
  return Array.from({ length: size.requests }, (_, request) => {
    const byInstance = new Map<Instance, Part[]>();
    for (let i = 0; i < size.recordsPerRequest; i++) {
      const instance = random.pick(instances);
      const records = byInstance.get(instance) ?? [];
      byInstance.set(instance, records);
      records.push(record(random, instance, request * size.recordsPerRequest + i));
    }
    const message = [...byInstance].map(([instance, records]) => ofInstance(instance, records));
    return new Template(join(...message), { records: size.recordsPerRequest }, groupStarts, random.bits());
  });
}

function record(random: Random, { service }: Instance, group: number): Part {
  const severity = pickSeverity(random);
  const operation = random.pick(service.operations);
  const isInSpan = random.share() < IN_SPAN_SHARE;
  return field(
    2,
    time(1, group, 0),
    uint(2, severity.number),
    string(3, severity.name),
    field(5, body(random, severity.name, operation.noun)),
    attribute(6, 'code.function.name', text(`${service.name}.${operation.name}`)),
    attribute(6, 'thread.id', integer(random.below(64))),
    attribute(6, 'app.request.id', text(hex(32))),
    attribute(6, 'app.user.id', text('u-', digits(8))),
    isInSpan ? join(fixed32(8, 1), traceId(9, random.bytes(16)), spanId(10, random.bytes(8))) : NOTHING,
    time(11, group, 3e6),
  );
}

function pickSeverity(random: Random): (typeof SEVERITIES)[number] {
  let draw = random.below(100);
  return SEVERITIES.find(({ percent }) => (draw -= percent) < 0) ?? SEVERITIES[0];
}

function body(random: Random, severity: string, noun: string): Part {
  if (severity === 'ERROR')
    return text(
      `Could not save ${noun} `,
      digits(8),
      ': connection to the database was reset after ',
      digits(4),
      ' ms',
    );
  if (severity === 'WARN')
    return text(`Slow answer for ${noun} `, digits(8), ': took ', digits(4), ' ms, limit is 1000 ms');
  if (severity === 'DEBUG')
    return text(`cache ${random.pick(['hit', 'miss'])} key=${noun}:`, hex(16), ' size=', digits(6));
  return text(
    `Handled ${random.pick(['GET', 'POST'])} /api/v1/${noun}/`,
    digits(8),
    ' from 10.',
    digits(2),
    '.1',
    digits(2),
    ' in ',
    digits(4),
    ' ms',
  );
}
