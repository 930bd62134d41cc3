// Opens the built pages of examples/, each on a server of its own, and prints a job in them.
//
// Their settings are in `config.json`. The sign-in is that of a minimal authority, by the real MSAL.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startAuthority } from './authority.mjs';
import { test as base, expect } from './fixtures.mjs';
import { KITCHEN, REPORT } from './names.mjs';
import { serve } from './server.mjs';

export { expect };

/** The pages of the tests, which stand in for the hosts of examples. */
const HOSTS = join(import.meta.dirname, '../hosts');

/** The file for a path, for `serveExample`: below `/host/` it is one of the tests' pages. */
export function withHosts(folder, path) {
  return path.startsWith('/host/') ? join(HOSTS, path.slice('/host/'.length)) : join(folder, path);
}

/** The folder of a built example. */
export function builtExample(name) {
  return join(process.env.PRINT_REDIRECT_EXAMPLES, name);
}

/** Whether the example was built. Its tools may need a newer Node.js than there is; `cargo xtask test e2e` says so. */
export function isBuilt(name) {
  return existsSync(builtExample(name));
}

export const test = base.extend({
  authority: async ({ tenant }, use) => {
    await tenant.scenario('one-job');
    const authority = await startAuthority(await tenant.host());
    await use(authority);
    authority.stop();
  },

  /**
   * Serves an example on a port of its own, under the Content-Security-Policy of docs/permissions.md. `directives` are added to
   * it, or replace the directive of their name; undefined takes it away. `locate` gives the file for a path, in the example's
   * folder or not. The tests' own pages may frame the example and have an icon.
   */
  serveExample: async ({ tenant }, use) => {
    const servers = [];
    await use(async (name, directives = {}, locate = join) => {
      const policy = {
        'default-src': "'none'",
        'script-src': "'self' 'wasm-unsafe-eval'",
        'style-src': "'self'",
        'connect-src': `'self' ${new URL(tenant.base).origin} https://127.0.0.1:*`,
        'require-trusted-types-for': "'script'",
        'trusted-types': "'none'",
        ...directives,
      };
      const given = Object.entries(policy).filter(([, value]) => value);
      const server = await serve({
        locate: (path) => locate(builtExample(name), path.endsWith('/') ? `${path}index.html` : path),
        policy: (_query, path) => {
          const own = path.startsWith('/host/') ? [['img-src', 'data:'], ['frame-src', "'self'"]] : [];
          return [...given, ...own].map(([directive, value]) => `${directive} ${value}`).join('; ');
        },
      });
      servers.push(server);
      return server.origin;
    });
    for (const server of servers) server.stop();
  },

  /** Opens an example that signs in with MSAL, and signs in. `widget` are more options for the widget. */
  openExample: async ({ page, tenant, authority, serveExample }, use) => {
    await use(async (name, { directives, locate, widget = {} } = {}) => {
      const { queues } = await tenant.host();
      await page.route('**/config.json', (route) => route.fulfill({
        json: {
          msal: {
            auth: { clientId: 'example', authority: authority.origin, knownAuthorities: [new URL(authority.origin).host] },
            cache: { cacheLocation: 'memoryStorage' },
            system: { protocolMode: 'OIDC' },
          },
          widget: { queues: [{ share: queues[0].share }], graph: { baseUrl: tenant.base }, ...widget },
        },
      }));
      await page.goto(`${await serveExample(name, directives, locate)}/`);
      await page.getByRole('button', { name: 'Sign in' }).click();
    });
  },

  /** Sends the waiting job to a printer, in this widget, and sees that it was sent once. */
  printIn: async ({ tenant }, use) => {
    await use(async (widget) => {
      await expect(widget.job(REPORT)).toBeVisible();
      await widget.chooseRecent(KITCHEN);
      await widget.press();
      await expect(widget.result(REPORT)).toContainText(`was sent to ${KITCHEN}`);
      expect(await tenant.redirects()).toHaveLength(1);
    });
  },
});
