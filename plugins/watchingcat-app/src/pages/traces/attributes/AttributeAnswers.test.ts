import { COMPLETE, type AttributeName, type AttributeValueCount } from '@watchingcat/model';
import { FakeTelemetry } from '../../../testing/FakeTelemetry';
import { AttributeAnswers } from './AttributeAnswers';

const RANGE = { start: 1n, end: 2n };
const { signal } = new AbortController();
const named = (count: number) =>
  Array.from({ length: count }, (_, n): AttributeName => ({ owner: 'span', name: `a${n}`, spans: 1 }));
const valued = (count: number) =>
  Array.from({ length: count }, (_, n): AttributeValueCount => ({ text: `v${n}`, type: 'string', spans: 1 }));

function answers(names: number, values: number) {
  const telemetry = new FakeTelemetry();
  telemetry.attributeNamesAnswer = () => Promise.resolve({ names: named(names), coverage: COMPLETE });
  telemetry.attributeValuesAnswer = () => Promise.resolve({ values: valued(values), coverage: COMPLETE });
  return { telemetry, answers: new AttributeAnswers(telemetry, RANGE, 'cart') };
}

it('asks for the range and the service, and once for the same', async () => {
  const { telemetry, answers: known } = answers(3, 3);
  await known.loadNames('', signal);
  await known.loadNames('', signal);
  expect(telemetry.asked.attributeNames).toEqual([{ range: RANGE, service: 'cart', contains: undefined, limit: 1_000 }]);
  const asked = { name: 'a', owner: 'span', contains: 'x' } as const;
  await known.loadValues(asked, signal);
  expect(telemetry.asked.attributeValues).toEqual([{ ...asked, range: RANGE, service: 'cart', limit: 100 }]);
  expect(known.values(asked)?.values).toHaveLength(3);
  expect(known.values({ ...asked, owner: 'resource' })).toBeUndefined();
}); // prettier-ignore

it('needs no further question when it has the whole list, and one when that was cut', async () => {
  const whole = answers(999, 99).answers;
  await whole.loadNames('', signal);
  await whole.loadValues({ name: 'a', owner: undefined, contains: '' }, signal);
  expect(whole.names('x')).toBe(whole.names(''));
  expect(whole.values({ name: 'a', owner: undefined, contains: 'x' })?.values).toHaveLength(99);

  const cut = answers(1_000, 100).answers;
  await cut.loadNames('', signal);
  await cut.loadValues({ name: 'a', owner: undefined, contains: '' }, signal);
  expect(cut.names('x')).toBeUndefined();
  expect(cut.values({ name: 'a', owner: undefined, contains: 'x' })).toBeUndefined();
});

it('asks again after a failure', async () => {
  const { telemetry, answers: known } = answers(3, 3);
  telemetry.attributeNamesAnswer = () => Promise.reject(new Error('down'));
  await expect(known.loadNames('', signal)).rejects.toThrow('down');
  telemetry.attributeNamesAnswer = () => Promise.resolve({ names: named(1), coverage: COMPLETE });
  expect((await known.loadNames('', signal)).names).toHaveLength(1);
});
