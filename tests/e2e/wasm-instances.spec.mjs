// One instance a widget: one that breaks leaves the others alone, and nothing is left of those that ended.
import { test, expect } from './support/fixtures.mjs';
import { REPORT } from './support/names.mjs';


test.beforeEach(async ({ openBare, page }) => {
  await openBare('everyday');
  await page.evaluate(() => window.load().then(() => {}));
});

function checkbox(page, id) {
  return page.locator(id).getByRole('listitem').filter({ hasText: REPORT }).getByRole('checkbox');
}

/**
 * Has the first widget do something while the page's clock throws: an exception in the middle of the
 * program, which nothing on its stack is unwound for.
 */
function whileBroken(page, act) {
  return page.evaluate(`{
    const { now } = Date;
    Date.now = () => { throw new Error('the page broke its clock'); };
    try { (${act})(document.querySelector('#first')); } finally { Date.now = now; }
  }`);
}

/** The program cannot go on without the elements it makes, and traps. */
async function trap(page) {
  await expect(page.locator('#first').getByRole('radio').first()).toBeVisible();
  // Once the printers are there, what is typed is drawn at once.
  await expect.poll(() => page.evaluate(() => window.events.some(({ id, detail }) => id === 'first' && detail.operation === 'list shares'))).toBe(true);
  await page.evaluate(async () => {
    const { createElement } = Document.prototype;
    Document.prototype.createElement = () => { throw new Error('the page makes no elements'); };
    const field = document.querySelector('#first').shadowRoot.querySelector('[role=combobox]');
    field.value = 'kitchen';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    for (let turn = 0; turn < 100; turn += 1) await undefined;
    Document.prototype.createElement = createElement;
  });
}

for (const [file, name] of [['print-redirect.js', 'the package'], ['print-redirect.inline.js', 'the one-file variant']]) {
  for (const [where, act] of [
    ['a press', (first) => first.shadowRoot.querySelector('li input:enabled').click()],
    ['a call from the page', (first) => first.refresh()],
  ]) {
    test(`in ${name}, a program that breaks in ${where} says so, and the others go on`, async ({ page, browserLog, openBare }) => {
      await openBare('everyday');
      await page.evaluate((file) => window.load(file).then(() => {
        window.show({ id: 'first' });
        window.show({ id: 'second' });
      }), file);
      await expect(checkbox(page, '#first')).toBeEnabled();
      await expect(checkbox(page, '#second')).toBeEnabled();

      await whileBroken(page, act);

      const notice = page.locator('#first').getByRole('alert');
      await expect(notice).toContainText('The print list has stopped.');
      await expect(notice).toContainText('If you were sending a job, look at the printer before sending it again.');
      await expect(page.locator('#first').getByRole('listitem')).toHaveCount(0);
      const told = await page.evaluate(() => window.events.filter(({ type }) => type === 'problem'));
      expect(told.map(({ id, detail }) => [id, detail.code])).toEqual([['first', 'programStopped']]);
      if (act.toString().includes('click')) browserLog.expectError(/the page broke its clock/);

      await checkbox(page, '#second').check();
      await expect(checkbox(page, '#second')).toBeChecked();
      await page.evaluate(() => void window.show({ id: 'third' }));
      await expect(checkbox(page, '#third')).toBeEnabled();

      await notice.getByRole('button', { name: 'Try again' }).click();
      await expect(checkbox(page, '#first')).toBeEnabled();
      await expect(checkbox(page, '#second')).toBeChecked();
    });
  }
}

test('a trap stops one widget, and the next one works', async ({ page, browserLog }) => {
  await page.evaluate(() => {
    window.show({ id: 'first' });
    window.show({ id: 'second' });
  });
  await expect(checkbox(page, '#first')).toBeEnabled();
  await expect(checkbox(page, '#second')).toBeEnabled();
  await trap(page);
  browserLog.expectError(/^RuntimeError: unreachable/);
  await expect(page.locator('#first').getByRole('alert')).toContainText('The print list has stopped.');
  await checkbox(page, '#second').check();
  await page.evaluate(() => void window.show({ id: 'third' }));
  await checkbox(page, '#third').check();
  await expect(checkbox(page, '#second')).toBeChecked();
});

test('errors of the page’s own, of whatever kind, stop no widget', async ({ page }) => {
  await page.evaluate(() => void window.show({ id: 'first' }));
  await expect(checkbox(page, '#first')).toBeEnabled();
  await page.evaluate(() => {
    const trap = (stack) => Object.defineProperty(new WebAssembly.RuntimeError('unreachable'), 'stack', { value: stack });
    for (const error of [null, 5, new WebAssembly.RuntimeError('unreachable'), trap(), trap({}), trap([])]) {
      window.dispatchEvent(new ErrorEvent('error', { error }));
      window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: error }));
    }
  });
  await page.clock.runFor(100);
  await checkbox(page, '#first').check();
  await expect(checkbox(page, '#first')).toBeChecked();
  expect(await page.evaluate(() => window.events.filter(({ type }) => type === 'problem'))).toEqual([]);
});

test('the diagnostic program words its panic on the console, and the shipped one is silent', async ({ page, browserLog }) => {
  for (const [base, worded] of [['/pkg/', false], ['/pkg/diagnostic/', true]]) {
    browserLog.lines.length = 0;
    await page.evaluate((assetBase) => {
      window.events.length = 0;
      window.show({ id: 'first', assetBase });
    }, base);
    await expect(checkbox(page, '#first')).toBeEnabled();
    await trap(page);
    await expect(page.locator('#first').getByRole('alert')).toContainText('The print list has stopped.');
    expect(browserLog.lines.some((line) => line.includes('panicked at'))).toBe(worded);
    browserLog.expectError(/RuntimeError: unreachable|panicked at/);
    await page.evaluate(() => document.querySelector('#first').remove());
  }
});

test('five hundred widgets that came and went leave no memory, no listeners and no nodes', async ({ page }) => {
  test.setTimeout(180_000);
  const inspector = await page.context().newCDPSession(page);
  const once = () => page.evaluate(async () => {
    const { mount } = await window.load();
    const ready = new Promise((resolve) => document.addEventListener('ready', resolve, { once: true }));
    const handle = await mount(window.place, window.options());
    await ready;
    handle.unmount();
  });
  const measure = async () => {
    await inspector.send('HeapProfiler.collectGarbage');
    await inspector.send('HeapProfiler.collectGarbage');
    const { metrics } = await inspector.send('Performance.getMetrics');
    const metric = (name) => metrics.find((metric) => metric.name === name).value;
    const { result: { objectId } } = await inspector.send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
    const { objects } = await inspector.send('Runtime.queryObjects', { prototypeObjectId: objectId });
    const { result } = await inspector.send('Runtime.callFunctionOn', {
      objectId: objects.objectId,
      functionDeclaration: 'function () { return this.map((memory) => memory.buffer.byteLength); }',
      returnByValue: true,
    });
    return {
      nodes: metric('Nodes'),
      listeners: metric('JSEventListeners'),
      memories: result.value,
    };
  };
  await inspector.send('Performance.enable');
  for (let count = 0; count < 50; count += 1) await once();
  const before = await measure();
  for (let count = 0; count < 450; count += 1) await once();
  const after = await measure();
  // Where things land in it varies a little, so it may grow by one page once.
  expect(after.memories).toHaveLength(1);
  expect(after.memories[0]).toBeLessThanOrEqual(before.memories[0] + 65_536);
  expect(after.nodes).toBeLessThanOrEqual(before.nodes + 10);
  expect(after.listeners).toBeLessThanOrEqual(before.listeners + 5);
});
