// One wasm instance per widget: a program that stops does not affect other widgets, and ended widgets leave nothing behind.
import { test, expect } from './support/fixtures.mjs';
import { REPORT } from './support/names.mjs';

test.beforeEach(async ({ openBare, page }) => {
  await openBare('everyday');
  await page.evaluate(() => window.load().then(() => {}));
});

function checkbox(page, id) {
  return page.locator(id).getByRole('listitem').filter({ hasText: REPORT }).getByRole('checkbox');
}

/** Makes the first widget act while the page's clock throws. The exception leaves the program without unwinding its stack. */
function whileBroken(page, act) {
  return page.evaluate(`{
    const { now } = Date;
    Date.now = () => { throw new Error('the page broke its clock'); };
    try { (${act})(document.querySelector('#first')); } finally { Date.now = now; }
  }`);
}

/** Makes the first widget trap: the program cannot continue if the page creates no elements. */
async function trap(page) {
  await expect(page.locator('#first').getByRole('radio').first()).toBeVisible();
  // Once the printers have arrived, a keystroke is drawn at once.
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
  for (const [where, act, isLogged] of [
    ['a press', (first) => first.shadowRoot.querySelector('li input:enabled').click(), true],
    ['a call from the page', (first) => first.refresh(), false],
  ]) {
    test(`${name}: an exception during ${where} stops only that widget`, async ({ page, browserLog, openBare }) => {
      await openBare('everyday');
      await page.evaluate((file) => window.load(file).then(() => {
        window.show({ id: 'first' });
        window.show({ id: 'second' });
      }), file);
      await expect(checkbox(page, '#first')).toBeEnabled();
      await expect(checkbox(page, '#second')).toBeEnabled();

      await whileBroken(page, act);

      const notice = page.locator('#first').getByRole('alert');
      await expect(notice).toContainText('The view of your print jobs has stopped working.');
      await expect(notice).toContainText('If you were sending a job, check the printer before you send it again.');
      await expect(page.locator('#first').getByRole('listitem')).toHaveCount(0);
      const problems = await page.evaluate(() => window.events.filter(({ type }) => type === 'problem'));
      expect(problems.map(({ id, detail }) => [id, detail.code])).toEqual([['first', 'programStopped']]);
      if (isLogged) browserLog.expectError(/the page broke its clock/);
      // What the stopped program still hears, such as the removal of its rows, may trap once more.
      browserLog.allowed.push(/^RuntimeError: unreachable/);

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

test('a trap stops one widget and no other', async ({ page, browserLog }) => {
  await page.evaluate(() => {
    window.show({ id: 'first' });
    window.show({ id: 'second' });
  });
  await expect(checkbox(page, '#first')).toBeEnabled();
  await expect(checkbox(page, '#second')).toBeEnabled();
  await trap(page);
  await expect(page.locator('#first').getByRole('alert')).toContainText('The view of your print jobs has stopped working.');
  await checkbox(page, '#second').check();
  await page.evaluate(() => void window.show({ id: 'third' }));
  await checkbox(page, '#third').check();
  await expect(checkbox(page, '#second')).toBeChecked();
  // What the trapped program had asked the browser for may call it once more.
  browserLog.allowErrors(/^RuntimeError: unreachable/);
});

test('errors of the page itself stop no widget', async ({ page }) => {
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

test('only the diagnostic program writes its panic to the console', async ({ page, browserLog }) => {
  for (const [folder, writesPanic] of [['/pkg/', false], ['/pkg/diagnostic/', true]]) {
    browserLog.lines.length = 0;
    await page.evaluate((assetBase) => {
      window.events.length = 0;
      window.show({ id: 'first', assetBase });
    }, folder);
    await expect(checkbox(page, '#first')).toBeEnabled();
    await trap(page);
    await expect(page.locator('#first').getByRole('alert')).toContainText('The view of your print jobs has stopped working.');
    expect(browserLog.lines.some((line) => line.includes('panicked at'))).toBe(writesPanic);
    browserLog.allowErrors(/RuntimeError: unreachable|panicked at/);
    await page.evaluate(() => document.querySelector('#first').remove());
  }
});

test('500 ended widgets leave no memory, listeners or nodes', async ({ page }) => {
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
  // Where allocations land varies, so the memory may have grown by one page of 64 KiB.
  expect(after.memories).toHaveLength(1);
  expect(after.memories[0]).toBeLessThanOrEqual(before.memories[0] + 65_536);
  expect(after.nodes).toBeLessThanOrEqual(before.nodes + 10);
  expect(after.listeners).toBeLessThanOrEqual(before.listeners + 5);
});
