// Moves by Tab, as people do who use no mouse.
import { expect } from '@playwright/test';

/** Presses Tab until an element has the focus. Fails if it does not have it after so many presses. */
export async function tabTo(page, target, atMost = 60) {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < atMost; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element.getRootNode().activeElement === element)) return;
  }
  throw new Error('Tab does not reach the element');
}
