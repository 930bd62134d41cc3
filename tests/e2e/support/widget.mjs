// Finds and operates the widget as its user does: by roles and visible words, never by its markup.
import { expect } from '@playwright/test';

/** The chosen printer that is ready: its card, or what stands below the field if it has none. */
export function ready(place) {
  const printers = place.locator('.cards > .card:has(:checked), .printer');
  return printers.filter({ hasText: 'Ready' }).filter({ visible: true });
}

export class Widget {
  constructor(page) {
    this.page = page;
    // The page around the widget may contain the same words, so only its main part is searched.
    this.place = page.getByRole('main');
    this.jobs = this.place.getByRole('list', { name: 'Waiting to print' }).getByRole('listitem');
    this.search = this.place.getByRole('combobox', { name: 'Where do you want to print?' });
    this.found = this.place.getByRole('listbox', { name: 'Printer' }).getByRole('option');
    this.settings = this.place.getByRole('group', { name: 'Print settings' });
    this.ready = ready(this.place);
    this.button = this.place.getByRole('button', { name: /^Print( \d+ (jobs?|of \d+))?$/ });
    // What a row says about a pressed job has no role or words of its own.
    this.results = this.jobs.filter({ has: page.locator('[data-tone]') });
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

  /** The row that says what became of a job after “Print” was pressed. */
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

  /** The button of a job's menu. */
  more(name) {
    return this.job(name).getByRole('button', { name: /^More for / });
  }

  /** Chooses an entry of a job's menu. */
  async chooseFor(name, entry) {
    await this.more(name).click();
    await this.place.getByRole('menuitem', { name: entry }).click();
  }

  /** Opens the settings of all ticked jobs. */
  async openSettings() {
    const ticked = this.jobs.filter({ has: this.page.getByRole('checkbox', { checked: true }) }).first();
    await ticked.getByRole('button', { name: /^More for / }).click();
    await this.place.getByRole('menuitem', { name: 'Print settings' }).click();
    await expect(this.settings).toBeVisible();
    const jobs = this.settings.getByRole('combobox', { name: 'Print settings' });
    if (await jobs.isVisible()) await jobs.selectOption('all');
  }

  async changeCopies(count) {
    await this.openSettings();
    await this.place.getByRole('textbox', { name: 'Copies' }).fill(String(count));
    await this.page.keyboard.press('Tab');
  }

  async press() {
    await expect(this.button).toHaveAttribute('aria-disabled', 'false');
    await this.button.click();
  }

  /** Opens “Details for IT” and returns their text. */
  async detailsForIt() {
    await this.place.getByText('Details for IT').click();
    const details = this.place.getByText('client-request-id');
    await expect(details).toBeVisible();
    return details.innerText();
  }

  /** The code of the last `problem` event. */
  async lastProblem() {
    return (await this.events('problem')).at(-1)?.code;
  }

  /** The details of all events of this type that the page received. */
  async events(type) {
    const events = await this.page.evaluate(() => window.events);
    return events.filter((event) => event.type === type).map(({ detail }) => detail);
  }
}
