// Cancelling a waiting job, which asks for confirmation first.
import { test, expect } from './support/fixtures.mjs';
import { POSTER } from './support/names.mjs';

test('a job is cancelled after a question that names it', async ({ page, open, widget, tenant }) => {
  await open('everyday');
  await widget.chooseFor(POSTER, 'Cancel job');
  const question = page.getByRole('group', { name: `Cancel “${POSTER}”?` });
  await question.getByRole('button', { name: 'Yes, cancel it' }).click();
  await expect(widget.job(POSTER)).toHaveCount(0);
  await expect(widget.status).toContainText(`“${POSTER}” was canceled.`);
  const cancels = (await tenant.requests()).filter(({ url }) => url.endsWith('/cancel'));
  expect(cancels).toHaveLength(1);
});

test('“Keep it” keeps the job and sends nothing', async ({ page, open, widget, tenant }) => {
  await open('everyday');
  await widget.chooseFor(POSTER, 'Cancel job');
  const keep = page.getByRole('button', { name: 'Keep it' });
  await expect(keep).toBeFocused();
  await keep.click();
  await expect(keep).toHaveCount(0);
  await expect(widget.more(POSTER)).toBeFocused();
  await expect(widget.job(POSTER)).toBeVisible();
  expect((await tenant.requests()).filter(({ method }) => method === 'POST')).toEqual([]);
});

test('the focus stays in the widget after cancelling a job', async ({ page, open, widget }) => {
  await open('everyday');
  await widget.chooseFor(POSTER, 'Cancel job');
  await page.getByRole('button', { name: 'Yes, cancel it' }).press('Enter');
  await expect(widget.job(POSTER)).toHaveCount(0);
  await expect(page.locator('print-redirect')).toBeFocused();
});
