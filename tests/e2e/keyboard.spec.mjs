// The keyboard: printing without a mouse, the keys of the printer list, and the page's own shortcuts.
import { test, expect } from './support/fixtures.mjs';
import { REPORT, POSTER, KITCHEN, PROJECT_SPACE } from './support/names.mjs';
import { tabTo } from './support/tab.mjs';

test('a job is printed by keyboard alone', async ({ page, open, widget, tenant, eventually }) => {
  await open('everyday');
  await tabTo(page, widget.checkbox(REPORT), 40);
  await page.keyboard.press('Space');
  await expect(widget.checkbox(REPORT)).toBeChecked();
  await tabTo(page, widget.search, 40);
  await page.keyboard.type('design studio');
  await expect(widget.found).toHaveText([/BER-B2 Design studio/]);
  await page.keyboard.press('ArrowDown');
  await expect(widget.found).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(widget.ready).toBeVisible();
  await expect(widget.search).toBeFocused();
  await tabTo(page, widget.button, 40);
  await page.keyboard.press('Enter');
  await eventually((expect) => expect(widget.result(REPORT)).toContainText('was printed at BER-B2 Design studio'));
  expect(await tenant.printed()).toHaveLength(1);
});

test('the printer list obeys the keys of a combobox', async ({ open, widget }) => {
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

test('Escape in the closed field keeps the printer and goes on to the page', async ({ page, open, widget }) => {
  await open('everyday');
  await widget.chooseRecent(KITCHEN);
  await widget.search.focus();
  await page.keyboard.press('Escape');
  await expect(widget.recent(KITCHEN)).toBeChecked();
  expect(await page.evaluate(() => window.shortcuts)).toEqual(['Escape']);
});

test('what was typed and left no longer filters the printers', async ({ page, open, widget, tenant }) => {
  await open('everyday');
  await expect(widget.recent(KITCHEN)).toBeVisible();
  for (const key of ['Escape', 'Tab']) {
    await widget.search.focus();
    await widget.search.pressSequentially('xyz');
    await expect(widget.place.getByText('No printer matches.')).toBeVisible();
    await page.keyboard.press(key);
    await expect(widget.search).toHaveValue('');
    await widget.search.click();
    await expect(widget.found.nth(5)).toBeVisible();
    await page.keyboard.press('Escape');
  }
});

test('Tab leaves the open printer list for what stands behind it', async ({ page, open, widget }) => {
  await open('everyday');
  await widget.select(POSTER);
  await widget.search.click();
  await expect(widget.found.nth(5)).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(widget.place.getByRole('checkbox', { name: 'Only printers that fit' })).toBeFocused();
});

test('Enter chooses the only printer that was found', async ({ page, open, widget }) => {
  await open('everyday');
  await widget.search.fill('project space');
  await expect(widget.found).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(widget.recent(PROJECT_SPACE)).toBeChecked();
});

test('keys of the printer list do not trigger page shortcuts', async ({ page, open, widget }) => {
  await open('everyday');
  await expect(widget.recent(KITCHEN)).toBeVisible();
  await widget.search.focus();
  for (const key of ['ArrowDown', 'ArrowUp', 'Escape', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  expect(await page.evaluate(() => window.shortcuts)).toEqual([]);
});

test('keys in fields and buttons do not trigger page shortcuts', async ({ page, open, widget }) => {
  await open('everyday');
  await widget.search.pressSequentially('s/?');
  await widget.checkbox(POSTER).press('Space');
  await expect(widget.checkbox(POSTER)).toBeChecked();
  await widget.place.getByRole('button', { name: 'Refresh' }).press('Enter');
  expect(await page.evaluate(() => window.shortcuts)).toEqual([]);
});

test('a key without use in the widget reaches the page', async ({ page, open, widget }) => {
  await open('everyday');
  await widget.search.focus();
  await page.keyboard.press('F8');
  expect(await page.evaluate(() => window.shortcuts)).toEqual(['F8']);
});

test('the result of a press is announced without moving focus', async ({ open, widget }) => {
  await open('everyday');
  await widget.select(REPORT);
  await widget.chooseRecent(KITCHEN);
  await widget.button.focus();
  await widget.button.press('Enter');
  await expect(widget.status).toHaveText(/“Quarterly report\.pdf” was sent to BER-A2 Kitchen corner\./);
  await expect(widget.button).toBeFocused();
});

test('keys that end a composition choose no printer', async ({ page, open, widget }) => {
  await open('everyday');
  await expect(widget.recent(KITCHEN)).toBeVisible();
  await widget.search.focus();
  const session = await page.context().newCDPSession(page);
  const press = (code, windowsVirtualKeyCode) =>
    session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: code, code, windowsVirtualKeyCode });
  for (const text of ['b', 'be', 'ber']) {
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  }
  await expect(widget.found.first()).toBeVisible();
  await press('ArrowDown', 40);
  await press('Enter', 13);
  await session.send('Input.insertText', { text: 'ber' });
  // As Safari does: the key comes after the end of the composition.
  await press('ArrowDown', 229);
  await press('Enter', 229);
  await expect(widget.search).toHaveValue('ber');
  await expect(widget.search).toHaveAttribute('aria-expanded', 'true');
  await expect(widget.search).not.toHaveAttribute('aria-activedescendant');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(widget.ready).toBeVisible();
});
