// Measures the time from an input event to the paint that shows its result, in ms.

/** Resolves with the time at which the next frame has been painted. */
export function painted() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      // The frame is rendered right after its callbacks; a message arrives after that.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  });
}

/** From now on, `window.inputs` gets `{ work, paint }` for each `input` event of the page: until scripts ended, until the paint. */
export function timeInputs() {
  window.inputs = [];
  let start;
  const first = () => {
    start = performance.now();
  };
  const last = async () => {
    const [began, work] = [start, performance.now() - start];
    const paint = (await painted()) - began;
    window.inputs.push({ work, paint });
  };
  window.addEventListener('input', first, { capture: true });
  window.addEventListener('input', last);
}
