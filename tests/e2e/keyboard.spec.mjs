// The whole way by keyboard alone, and what the keys do to the page around.
import { test, expect } from './support/fixtures.mjs';
import { POSTER, KITCHEN, PROJECT_SPACE } from './support/names.mjs';

/** Presses Tab until the focus is there; fails where it never gets. */
async function tabTo(page, target) {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element.getRootNode().activeElement === element)) return;
  }
  throw new Error('Tab does not lead there');
}

test('a job is printed by keyboard alone', async ({ page, open, widget, tenant, eventually }) => {
  await open('everyday');
  await tabTo(page, widget.checkbox(POSTER));
  await page.keyboard.press('Space');
  await expect(widget.checkbox(POSTER)).toBeChecked();
  await tabTo(page, widget.search);
  await page.keyboard.type('design studio');
  await expect(widget.found).toHaveText([/BER-B2 Design studio/]);
  await page.keyboard.press('ArrowDown');
  await expect(widget.found).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(widget.ready).toBeVisible();
  await expect(widget.search).toBeFocused();
  await tabTo(page, widget.button);
  await page.keyboard.press('Enter');
  await eventually((expect) => expect(widget.result(POSTER)).toContainText('was printed at BER-B2 Design studio'));
  expect(await tenant.printed()).toHaveLength(1);
});

test('the list of printers opens, moves and closes by the keys of a combobox', async ({ open, widget }) => {
  await open('everyday');
  await expect(widget.recent(KITCHEN)).toBeVisible();
  const active = async () => widget.search.evaluate((field) => {
    return field.getRootNode().getElementById(field.getAttribute('aria-activedescendant'))?.textContent ?? '';
  });
  await widget.search.focus();
  await expect(widget.search).toHaveAttribute('aria-expanded', 'false');
  await widget.search.press('ArrowDown');
  await expect(widget.search).toHaveAttribute('aria-expanded', 'true');
  await expect.poll(active).toContain(KITCHEN);
  await widget.search.press('ArrowDown');
  await expect.poll(active).toContain(PROJECT_SPACE);
  await widget.search.press('ArrowUp');
  await widget.search.press('ArrowUp');
  await expect.poll(active).not.toContain(KITCHEN);
  await widget.search.press('Escape');
  await expect(widget.search).toHaveAttribute('aria-expanded', 'false');
  await expect(widget.found).toHaveCount(0);
  await expect(widget.search).toHaveValue('');
  await expect(widget.search).toBeFocused();
});

test('keys that the widget uses do not reach the page’s shortcuts', async ({ page, open, widget }) => {
  await open('everyday');
  await expect(widget.recent(KITCHEN)).toBeVisible();
  await widget.search.focus();
  for (const key of ['ArrowDown', 'ArrowUp', 'Escape', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  expect(await page.evaluate(() => window.shortcuts)).toEqual([]);
});

test('what is typed into its fields and pressed on its controls does not reach them either', async ({ page, open, widget }) => {
  await open('everyday');
  await widget.search.pressSequentially('s/?');
  await widget.checkbox(POSTER).press('Space');
  await expect(widget.checkbox(POSTER)).toBeChecked();
  await widget.place.getByRole('button', { name: 'Refresh' }).press('Enter');
  expect(await page.evaluate(() => window.shortcuts)).toEqual([]);
});

test('a key that the widget has no use for is the page’s', async ({ page, open, widget }) => {
  await open('everyday');
  await widget.search.focus();
  await page.keyboard.press('F8');
  expect(await page.evaluate(() => window.shortcuts)).toEqual(['F8']);
});

test('the result of a press is announced without moving the focus', async ({ open, widget }) => {
  await open('one-job');
  await widget.chooseRecent(KITCHEN);
  await widget.button.focus();
  await widget.button.press('Enter');
  await expect(widget.status).toHaveText(/“Quarterly report\.pdf” was sent to BER-A2 Kitchen corner\./);
  await expect(widget.button).toBeFocused();
});
