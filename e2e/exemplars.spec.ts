// From a dot among the percentiles to the very request behind it.
import { expect, test } from './fixtures.ts';

interface Answers {
  red: { points: Array<{ p99Ms?: number }> };
  exemplars: { exemplars: Array<{ time: string; durationMs: number; traceId: string }> };
}

test('a dot in the chart of durations opens its trace', async ({ page }) => {
  const to = Date.now();
  const from = to - 15 * 60_000;
  const answer = async <Key extends keyof Answers>(route: Key) => {
    const response = await page.waitForResponse((received) => received.url().includes(`/api/v1/${route}?`));
    return (await response.json()) as Answers[Key];
  };
  const [{ exemplars }, { points }] = await Promise.all([
    answer('exemplars'),
    answer('red'),
    page.goto(`/a/watchingcat-app/services/frontend?from=${from}&to=${to}`),
  ]);
  const slowest = exemplars.reduce((most, one) => (one.durationMs > most.durationMs ? one : most));
  // As in redFrames.ts: the axis holds all percentiles and dots, and a tenth more.
  const max = 1.1 * Math.max(slowest.durationMs, ...points.map(({ p99Ms = 0 }) => p99Ms));
  const plot = page.locator('.u-over').nth(2);
  await expect(plot).toBeVisible();
  const { width, height } = (await plot.boundingBox())!;
  const x = (width * (Date.parse(slowest.time) - from)) / (to - from);
  await plot.click({ position: { x, y: height * (1 - slowest.durationMs / max) } });
  await expect(page).toHaveURL(new RegExp(`/traces/${slowest.traceId}\\?`));
  await expect(page.getByRole('treegrid').getByRole('row').first()).toBeVisible();
});
