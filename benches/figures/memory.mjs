// What a page holds in memory.
import { memory as measure } from '../rig/browser.mjs';
import { openWithPrinters } from './inputs.mjs';

/** The most that the program may hold with 50,000 printers. */
const LIMIT_MIB = 64;
const MOUNTS = [100, 500];

/** With 50,000 printers read: the program's memory, and the heap of the scripts. Fails if the program holds too much. */
export async function memory(rig) {
  const name = 'with 50,000 printers';
  if (!rig.wants(name)) return;
  const [heap, wasm] = [{}, {}];
  for (const page of ['plain', 'fluent', 'widget']) {
    const { visitor, page: opened } = await openWithPrinters(rig, page);
    const { heapMiB, wasmMiB } = await measure(opened);
    await visitor.leave();
    heap[page] = [heapMiB];
    if (page === 'widget') wasm[page] = [wasmMiB];
  }
  rig.results.add(`wasm memory ${name}`, 'MiB', wasm);
  rig.results.add(`heap of the scripts ${name}`, 'MiB', heap);
  const [held] = wasm.widget;
  if (held >= LIMIT_MIB) rig.fail(`The program holds ${held} MiB for 50,000 printers; it may hold ${LIMIT_MIB}.`);
}

/** After many widgets that were put on a page and taken away, one after the other. */
export async function mounts(rig) {
  const name = 'widgets put on a page and taken away';
  if (!rig.wants(name)) return;
  rig.tenant.jobs = 50;
  rig.tenant.printers = 100;
  const visitor = await rig.arrive();
  const { page } = await visitor.visit(rig.address('widget'));
  let done = 0;
  for (const count of MOUNTS) {
    await page.evaluate((more) => window.mountAndUnmount(more), count - done);
    done = count;
    const { heapMiB, wasmMiB, nodes } = await measure(page);
    const label = `after ${count} ${name}`;
    rig.results.add(`wasm memory ${label}`, 'MiB', { widget: [wasmMiB] });
    rig.results.add(`heap of the scripts ${label}`, 'MiB', { widget: [heapMiB] });
    rig.results.add(`nodes of the document ${label}`, 'nodes', { widget: [nodes] });
  }
  await visitor.leave();
}
