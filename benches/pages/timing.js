// From an event to the paint that shows what came of it, in ms.

/** Resolves after the next frame has been painted. */
export function painted() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      // The frame's rendering comes right after its callbacks, and a message after that.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  });
}

/** From now on `window.inputs` has `{ work, paint }` of each `input` event in the page. */
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
