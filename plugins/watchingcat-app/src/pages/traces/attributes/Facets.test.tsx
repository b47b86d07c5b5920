import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { COMPLETE, type AttributeName } from '@watchingcat/model';
import React from 'react';
import { FakeTelemetry } from '../../../testing/FakeTelemetry';
import { renderPage } from '../../../testing/renderPage';
import { TracesPage } from '../TracesPage';

function shop(names: readonly AttributeName[] = NAMES) {
  const telemetry = new FakeTelemetry();
  telemetry.attributeNamesAnswer = () => Promise.resolve({ names, coverage: COMPLETE });
  telemetry.attributeValuesAnswer = () =>
    Promise.resolve({
      values: [
        { text: '/cart', type: 'string', spans: 1_200 },
        { text: '404', type: 'integer', spans: 3 },
      ],
      coverage: COMPLETE,
    });
  return telemetry;
}

const NAMES: readonly AttributeName[] = [
  { owner: 'resource', name: 'host.name', spans: 9 },
  { owner: 'span', name: 'http.route', spans: 5 },
];
const open = (telemetry: FakeTelemetry, address = '/traces') =>
  renderPage(telemetry, { traces: <TracesPage /> }, address);
const values = () => screen.findByRole('list', { name: 'Values of http.route' });
/** The query language is a chunk of its own. */
const loaded = () => waitFor(() => expect(screen.getByLabelText('Group by')).toBeEnabled());

it('lists the attributes, opens one, and makes a value a filter that can be taken off', async () => {
  const telemetry = shop();
  const page = open(telemetry, '/traces?q=%7B+resource.service.name+%3D+"cart"+%7D');
  await loaded();
  await userEvent.click(await screen.findByRole('button', { name: /http\.route span/ }));
  expect(page.search().get('facet')).toBe('span.http.route');
  expect(telemetry.asked.attributeValues.at(-1)).toMatchObject({ service: 'cart', owner: 'span', name: 'http.route' });
  const route = await within(await values()).findByRole('button', { name: '/cart 1.20k' });
  expect(route).toHaveAttribute('aria-pressed', 'false');
  await userEvent.click(route);
  expect(page.search().get('q')).toBe('{ resource.service.name = "cart" && span.http.route = "/cart" }');
  await userEvent.click(within(await values()).getByRole('button', { name: '404 3' }));
  expect(page.search().get('q')).toMatch(/ && span\.http\.route = 404 \}$/);
  await userEvent.click(within(await values()).getByRole('button', { name: '/cart 1.20k', pressed: true }));
  expect(page.search().get('q')).toBe('{ resource.service.name = "cart" && span.http.route = 404 }');
});

it('lists attributes of spans before those of resources, which every span has', async () => {
  open(shop());
  const section = await screen.findByRole('region', { name: 'Attributes of the spans in this range' });
  await within(section).findByText('host.name');
  expect(
    within(section)
      .getAllByRole('listitem')
      .map((item) => item.textContent),
  ).toEqual([expect.stringContaining('http.route'), expect.stringContaining('host.name')]);
});

it('finds an attribute among many, and shows all when asked', async () => {
  open(shop(Array.from({ length: 40 }, (_, n) => ({ owner: 'span', name: `attribute.${n}`, spans: 1 }))));
  const section = await screen.findByRole('region', { name: 'Attributes of the spans in this range' });
  await within(section).findByText('attribute.0');
  expect(within(section).getAllByRole('listitem')).toHaveLength(15);
  await userEvent.click(within(section).getByRole('button', { name: 'Show all 40' }));
  expect(within(section).getAllByRole('listitem')).toHaveLength(40);
  await userEvent.type(screen.getByLabelText('Find an attribute'), 'E.39');
  expect(within(section).getAllByRole('listitem')).toHaveLength(1);
});

it('says over what it counted', async () => {
  const telemetry = shop();
  const coverage = { kind: 'sampled', seen: 10, reason: 'Counted over the newest 10 spans.' } as const;
  telemetry.attributeNamesAnswer = () => Promise.resolve({ names: NAMES, coverage });
  open(telemetry);
  expect(await screen.findByText('Counted over the newest 10 spans.')).toBeInTheDocument();
});

it('says when it has no answer, and leaves the page alone', async () => {
  const telemetry = shop();
  telemetry.attributeNamesAnswer = () => Promise.reject(new Error('down'));
  open(telemetry);
  expect(await screen.findByText('The attributes could not be loaded.')).toBeInTheDocument();
  expect(screen.getByLabelText('Min duration')).toBeInTheDocument();
});
