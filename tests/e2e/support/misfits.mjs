// Finds what does not fit into the widget.

/** The elements that stick out of the widget or are cut off in it. */
export function misfits(page) {
  return page.evaluate(() => {
    const root = document.querySelector('print-redirect').shadowRoot.querySelector('.root');
    const edge = root.getBoundingClientRect();
    const found = root.scrollWidth > root.clientWidth ? ['the widget scrolls'] : [];
    for (const element of root.querySelectorAll('*')) {
      const { left, right, width } = element.getBoundingClientRect();
      if (!width || element.closest('.unseen')) continue;
      const inside = left >= edge.left - 0.5 && right <= edge.right + 0.5;
      const whole = !element.clientWidth || element.scrollWidth <= element.clientWidth + 1;
      if (!inside || !whole) found.push(`${element.tagName} ${element.className}: ${element.textContent.slice(0, 60)}`);
    }
    return found;
  });
}
