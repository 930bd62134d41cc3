import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  plugins: [
    // Without this, Vue looks for a component of this name and warns that there is none.
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'print-redirect' } } }),
  ],
  build: { rollupOptions: { input: ['index.html', 'redirect.html'] } },
});
