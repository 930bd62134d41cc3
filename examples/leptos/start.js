// A script of its own, so that the page's policy need not allow inline scripts.
import start from './example-leptos.js';

await start({ module_or_path: new URL('./example-leptos_bg.wasm', import.meta.url) });
