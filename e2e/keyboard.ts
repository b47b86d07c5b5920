// Reaching things as a person without a mouse does.
import { expect, type Locator } from '@playwright/test';

const MOST_TABS = 80;

/** Presses Tab until the element has the focus, so that it is also shown that it can be reached. */
export async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  const hasFocus = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < MOST_TABS; presses++) {
    if (await hasFocus()) return;
    await target.page().keyboard.press(key);
  }
  throw new Error(`${MOST_TABS} times ${key} do not lead to ${target.toString()}`);
}
