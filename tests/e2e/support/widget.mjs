// The widget as its user sees it: by roles and words, and by nothing of its making.
import { expect } from '@playwright/test';

export class Widget {
  constructor(page) {
    this.page = page;
    // What is around the widget may have the same words.
    this.place = page.getByRole('main');
    this.jobs = this.place.getByRole('list', { name: 'Waiting to print' }).getByRole('listitem');
    this.search = this.place.getByRole('combobox', { name: 'Where do you want to print?' });
    this.found = this.place.getByRole('listbox', { name: 'Printer' }).getByRole('option');
    this.settings = this.place.getByText('Print settings', { exact: true });
    this.ready = this.place.getByText('Ready', { exact: true });
    this.button = this.place.getByRole('button', { name: /^Print( \d+ jobs?)?$/ });
    this.results = this.place.getByRole('region', { name: 'On its way' }).getByRole('listitem');
    this.status = this.place.getByRole('status');
    this.alert = this.place.getByRole('alert');
  }

  job(name) {
    return this.jobs.filter({ hasText: name });
  }

  checkbox(name) {
    return this.job(name).getByRole('checkbox');
  }

  recent(name) {
    return this.place.getByRole('radio', { name });
  }

  /** What became of a job that was sent on. */
  result(name) {
    return this.results.filter({ hasText: name });
  }

  async select(...names) {
    for (const name of names) await this.checkbox(name).check();
  }

  async choosePrinter(name) {
    await this.search.pressSequentially(name);
    await this.found.filter({ hasText: name }).first().click();
    await expect(this.ready).toBeVisible();
  }

  async chooseRecent(name) {
    await this.recent(name).check();
    await expect(this.ready).toBeVisible();
  }

  async changeCopies(count) {
    await this.settings.click();
    await this.place.getByRole('spinbutton', { name: 'Copies' }).fill(String(count));
    await this.page.keyboard.press('Tab');
  }

  async press() {
    await expect(this.button).toHaveAttribute('aria-disabled', 'false');
    await this.button.click();
  }

  /** Unfolds the details for IT and gives them. */
  async detailsForIt() {
    await this.place.getByText('Details for IT').click();
    const details = this.place.getByText('client-request-id');
    await expect(details).toBeVisible();
    return details.innerText();
  }

  /** The code of the last problem that the page was told of. */
  async lastProblem() {
    return (await this.events('problem')).at(-1)?.code;
  }

  /** The events that reached the page so far. */
  async events(type) {
    const events = await this.page.evaluate(() => window.events);
    return events.filter((event) => event.type === type).map(({ detail }) => detail);
  }
}
