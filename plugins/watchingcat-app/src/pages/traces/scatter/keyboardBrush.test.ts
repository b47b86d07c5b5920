import { moved } from './keyboardBrush';

const BOX = { left: 0, top: 0, right: 400, bottom: 80 };
const key = (name: string, shiftKey = false) => ({ key: name, shiftKey });

it('starts in the middle and moves by a fortieth', () =>
  expect(moved(undefined, key('ArrowRight'), BOX)).toEqual({ a: { x: 210, y: 40 }, b: { x: 210, y: 40 } }));

it('draws from where it was with Shift, and takes the rectangle along without', () => {
  const drawn = moved(moved(undefined, key('ArrowRight', true), BOX), key('ArrowUp', true), BOX);
  expect(drawn).toEqual({ a: { x: 200, y: 40 }, b: { x: 210, y: 38 } });
  expect(moved(drawn, key('ArrowDown'), BOX)).toEqual({ a: { x: 210, y: 40 }, b: { x: 210, y: 40 } });
});

it('stays in the box', () => {
  let at = moved(undefined, key('ArrowLeft'), BOX);
  for (let step = 0; step < 50; step++) at = moved(at, key('ArrowLeft'), BOX);
  expect(at?.b).toEqual({ x: 0, y: 40 });
});

it('leaves other keys alone', () => expect(moved(undefined, key('Tab'), BOX)).toBeUndefined());
