// Runs axe-core on a page, with the rules of WCAG 2.0 to 2.2 at levels A and AA.
import AxeBuilder from '@axe-core/playwright';

const WCAG_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Gives each violation on the page, as the rule, the element and what is wrong with it. */
export async function wcagViolations(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG_AA).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })));
}
