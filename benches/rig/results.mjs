// Keeps the figures of a run, prints them as a table in Markdown, writes them to a file, and compares them with another run's.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';

/** What the pages are called in tables. The first is what the others are compared with. */
export const TITLES = {
  plain: 'plain page',
  fluent: 'React, Fluent UI v9',
  widget: 'widget',
  preloaded: 'widget, preloaded',
};

export class Results {
  #figures = [];

  /**
   * Adds a figure and prints it.
   *
   * @param {string} name
   * @param {string} unit
   * @param {Record<string, number[]>} pages all measured values, by page
   */
  add(name, unit, pages) {
    const summaries = Object.entries(pages).map(([page, values]) => {
      const rounded = values.map((value) => Math.round(value * 100) / 100);
      return [page, { median: quantile(rounded, 0.5), p95: quantile(rounded, 0.95), values: rounded }];
    });
    const figure = { name, unit, pages: Object.fromEntries(summaries) };
    this.#figures.push(figure);
    const shown = summaries.map(([page, { median }]) => `${TITLES[page]} ${number(median)}`);
    console.log(`  ${name}: ${shown.join(', ')} ${unit}`);
  }

  /** The run as it is kept in a file. */
  run(browser, options) {
    return { date: new Date().toISOString(), commit: commit(), browser, machine: machine(), options, figures: this.#figures };
  }
}

/** The value at this share of the sorted values. Of 20 values or fewer, the 95th percentile is the largest. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** A run as a table: the median of each page, the 95th percentile in brackets, and the ratio to the first page. */
export function table({ figures }) {
  const pages = Object.keys(TITLES).filter((page) => figures.some((figure) => figure.pages[page]));
  const head = ['what', ...pages.map((page) => TITLES[page]), 'widget / plain page'];
  const rows = figures.map(({ name, unit, pages: measured }) => [
    `${name}, ${unit}`,
    ...pages.map((page) => cell(measured[page])),
    ratio(measured.widget?.median, measured.plain?.median),
  ]);
  return markdown([head, ...rows]);
}

/** Two runs as a table, for the figures that both have. What a machine does to all pages alike shows in the plain page. */
export function comparison(before, now) {
  const rows = now.figures.flatMap(({ name, unit, pages }) => {
    const other = before.figures.find((figure) => figure.name === name)?.pages;
    if (!other) return [];
    const medians = [other.plain, pages.plain, other.widget, pages.widget].map((page) => page?.median);
    return [[`${name}, ${unit}`, ...medians.map(number), ratio(medians[3], medians[2])]];
  });
  const head = ['what', 'plain page then', 'plain page now', 'widget then', 'widget now', 'widget now / then'];
  return markdown([head, ...rows]);
}

/** Writes a run to a new file of its own, and gives its path. */
export function write(run, folder) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${run.date.slice(0, 19).replaceAll(':', '-')}-${run.commit}.json`);
  writeFileSync(path, `${JSON.stringify(run, null, 1)}\n`);
  return path;
}

export function read(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function cell(summary) {
  if (!summary) return '';
  const { median, p95, values } = summary;
  return values.length > 1 ? `${number(median)} (${number(p95)})` : number(median);
}

function number(value) {
  if (value === undefined) return '';
  return value >= 100 || Number.isInteger(value) ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}

function ratio(value, reference) {
  return value !== undefined && reference > 0.1 ? (value / reference).toFixed(2) : '';
}

function markdown([head, ...rows]) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** The commit that is checked out, with a mark if files differ from it; none in an unpacked archive. */
function commit() {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

function machine() {
  const cores = cpus();
  return {
    processor: cores[0]?.model.trim(),
    cores: cores.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: process.version,
  };
}
