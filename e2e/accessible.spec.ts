// Each page against axe's WCAG 2 A and AA rules; in the second theme against those of them that colours can break.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures.ts';
import { pagesOf } from './pages.ts';

test.describe.configure({ mode: 'parallel' });

const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

for (const theme of ['dark', 'light'] as const) {
  test(`every page meets WCAG 2 AA in the ${theme} theme`, async ({ page, baseURL }) => {
    test.slow();
    for (const { name, path } of await pagesOf(baseURL!)) {
      await page.goto(withTheme(path, theme));
      await expect(page.getByRole('main')).toBeVisible();
      await page.waitForLoadState('networkidle');
      const axe = new AxeBuilder({ page }).setLegacyMode(); // in the page itself: it has no frames that would need a page of axe's own
      const { violations } = await (
        theme === 'dark' ? axe.withTags(['wcag2a', 'wcag2aa']) : axe.withRules(OF_COLOURS)
      ).analyze();
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`,
      );
      expect(found, `${name} in ${theme}`).toEqual([]);
    }
  });
}

test('a dashboard takes the colours of the theme that it is switched to', async ({ page }) => {
  await page.goto(withTheme('/d/shop-overview', 'dark'));
  await expect(page.getByText('req/s').first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  await page.getByRole('button', { name: 'Use the light theme' }).click();
  await expect(page.getByRole('button', { name: 'Use the dark theme' })).toBeVisible();
  // Buttons fade from one colour to the other.
  await expect(async () => {
    const { violations } = await new AxeBuilder({ page }).withRules(OF_COLOURS).analyze();
    expect(violations.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 200)))).toEqual([]);
  }).toPass({ timeout: 15_000 });
});

function withTheme(path: string, theme: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}theme=${theme}`;
}
