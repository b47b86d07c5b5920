import { restoreThresholds, rowsOf, type PanelJson } from './dashboardJson.ts';

const panel = (id: number): PanelJson => ({ id, type: 'stat' });
const row = (id: number, panels?: PanelJson[]): PanelJson => ({
  id,
  type: 'row',
  ...(panels && { collapsed: panels.length > 0, panels }),
});
const shape = (panels: PanelJson[]) =>
  rowsOf(panels).map((one) => [one.row?.id ?? null, one.panels.map(({ id }) => id)]);

it('puts panels after an open row into it, and keeps those inside a collapsed one', () => {
  expect(shape([panel(1), row(2, []), panel(3), row(4, [panel(5)]), row(6), panel(7)])).toEqual([
    [null, [1]],
    [2, [3]],
    [4, [5]],
    [6, [7]],
  ]);
});

it('has no nameless row without panels', () => expect(shape([row(1)])).toEqual([[1, []]]));

it('restores the first threshold, which JSON stores as null, in defaults and overrides, and changes no input', () => {
  const steps = () => [
    { value: null as unknown as number, color: 'green' },
    { value: 5, color: 'red' },
  ];
  const input = {
    defaults: { thresholds: { mode: 'absolute' as never, steps: steps() } },
    overrides: [
      { matcher: { id: 'byName', options: 'x' }, properties: [{ id: 'thresholds', value: { steps: steps() } }] },
    ],
  };
  const output = restoreThresholds(input);
  expect(output.defaults.thresholds?.steps.map(({ value }) => value)).toEqual([-Infinity, 5]);
  expect((output.overrides[0]?.properties[0]?.value as { steps: Array<{ value: number }> }).steps[0]?.value).toBe(
    -Infinity,
  );
  expect(input.defaults.thresholds.steps[0]?.value).toBeNull();
});

it('gives a panel without field options empty ones', () =>
  expect(restoreThresholds(undefined)).toEqual({ defaults: {}, overrides: [] }));
