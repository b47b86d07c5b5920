import { dateTime } from '@grafana/data';
import { markAtPointer } from './markAtPointer';

const RANGE = { from: dateTime(1_000), to: dateTime(2_000), raw: { from: '1000', to: '2000' } };
const MARKS = {
  max: 50,
  marks: [
    { timeMs: 1_250, value: 25 },
    { timeMs: 1_260, value: 25 },
    { timeMs: 1_250, value: 50 },
  ],
};

function plot() {
  const over = document.createElement('div');
  over.className = 'u-over';
  over.getBoundingClientRect = () => new DOMRect(50, 10, 200, 100);
  return over;
}
const at = (clientX: number, clientY: number, target: Element = plot()) =>
  markAtPointer({ target, clientX, clientY }, RANGE, MARKS);

describe('markAtPointer', () => {
  it('is the nearest by time and value', () => {
    expect([at(100, 60), at(102, 60), at(99, 12)]).toEqual([0, 1, 2]);
  });
  it('is none out of reach, and none outside the plot', () => {
    expect([at(120, 60), at(100, 35), at(100, 60, document.createElement('div'))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
  it('is none among none', () =>
    expect(markAtPointer({ target: plot(), clientX: 100, clientY: 60 }, RANGE, { max: 1, marks: [] })).toBeUndefined());
});
