// In a separate file, so that the page's CSP need not allow inline scripts.
import start from './example-leptos.js';

await start({ module_or_path: new URL('./example-leptos_bg.wasm', import.meta.url) });
