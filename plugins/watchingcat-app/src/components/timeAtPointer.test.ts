import { dateTime } from '@grafana/data';
import { timeAtPointer } from './timeAtPointer';

const RANGE = { from: dateTime(1_000), to: dateTime(2_000), raw: { from: '1000', to: '2000' } };

function plot(left: number, width: number) {
  const over = document.createElement('div');
  over.className = 'u-over';
  over.getBoundingClientRect = () => new DOMRect(left, 0, width, 100);
  return over.appendChild(document.createElement('i'));
}

describe('timeAtPointer', () => {
  it('is the share of the plot that lies left of the pointer', () =>
    expect(timeAtPointer({ target: plot(50, 200), clientX: 100 }, RANGE)).toBe(1_250));
  it('is nothing outside the plot', () => {
    expect(timeAtPointer({ target: plot(50, 200), clientX: 20 }, RANGE)).toBeUndefined();
    expect(timeAtPointer({ target: document.createElement('div'), clientX: 100 }, RANGE)).toBeUndefined();
  });
});
