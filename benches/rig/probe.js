// Runs in every measured page before the page's own scripts, and looks at nothing but what every page has: elements, events,
// open shadow roots, and WebAssembly.
(() => {
  const JOB = /Report \d+\.pdf/;

  /** Calls `frame` when the next frame begins and `end` when it has been painted, both with the time. */
  function atNextFrame(frame, end) {
    requestAnimationFrame(() => {
      frame(performance.now());
      afterThisTask(end);
    });
  }

  /** Calls back in the next task. A frame is rendered right after its callbacks, so from one of them that is after the paint. */
  function afterThisTask(callback) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => callback(performance.now());
    port2.postMessage(null);
  }

  // The first job on the screen. No job is looked for by polling, which would cause frames of its own.
  // It keeps nothing of the page alive once the job is found.
  let observers = [];
  let found = false;

  function firstJobIn(root) {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) if (JOB.test(texts.currentNode.data)) return texts.currentNode.parentElement;
    return undefined;
  }

  function look(root) {
    if (found) return;
    const job = firstJobIn(root);
    if (!job) return;
    found = true;
    const onFrame = () => {
      found = job.getClientRects().length > 0; // drawn, and not hidden
    };
    const onPaint = (now) => {
      if (!found) return look(root);
      observers.forEach((observer) => observer.disconnect());
      observers = undefined;
      window.firstJobPainted(now);
    };
    atNextFrame(onFrame, onPaint);
  }

  function watch(root) {
    if (!observers) return;
    const observer = new MutationObserver(() => look(root));
    observer.observe(root, { childList: true, subtree: true, characterData: true });
    observers.push(observer);
  }

  watch(document);
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    watch(root);
    return root;
  };

  // For each keystroke or click, the ms that the page worked and drew: until its task ended, and from the next frame's begin to
  // its paint. The wait in between is the display's.
  window.inputs = [];
  let pending = false;

  function time() {
    if (pending) return; // a click on a label causes one on its checkbox, and that an input
    pending = true;
    const began = performance.now();
    let worked;
    let framed;
    afterThisTask((now) => {
      pending = false;
      worked = now;
    });
    const onFrame = (now) => {
      framed = now;
    };
    const onPaint = (now) => {
      const work = Math.min(worked ?? framed, framed) - began;
      window.inputs.push(work + now - framed);
    };
    atNextFrame(onFrame, onPaint);
  }

  for (const type of ['input', 'click']) window.addEventListener(type, time, { capture: true });

  // The memories of all wasm instances that are still there.
  const memories = [];
  const { Instance, instantiate, instantiateStreaming } = WebAssembly;
  const keep = (instance) => {
    const memory = Object.values(instance.exports).find((exported) => exported instanceof WebAssembly.Memory);
    if (memory) memories.push(new WeakRef(memory));
    return instance;
  };
  WebAssembly.Instance = new Proxy(Instance, { construct: (made, given) => keep(Reflect.construct(made, given)) });
  const kept = (original) => async (...given) => {
    const made = await original.apply(WebAssembly, given);
    keep(made.instance ?? made);
    return made;
  };
  WebAssembly.instantiate = kept(instantiate);
  WebAssembly.instantiateStreaming = kept(instantiateStreaming);
  window.wasmBytes = () => memories.reduce((sum, memory) => sum + (memory.deref()?.buffer.byteLength ?? 0), 0);
})();
