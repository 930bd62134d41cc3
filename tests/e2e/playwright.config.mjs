// Configures Playwright: two tests at a time, in the Chromium that `cargo xtask test e2e` names in the
// environment.
import { defineConfig } from '@playwright/test';

const { CHROMIUM, CHROMIUM_ARGUMENTS = '', CI } = process.env;

export default defineConfig({
  testDir: '.',
  outputDir: '../../target/e2e',
  reporter: 'list',
  workers: 2,
  // `cargo xtask test` names at its end what passed at the second try only.
  retries: CI ? 1 : 0,
  forbidOnly: Boolean(CI),
  use: {
    browserName: 'chromium',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: CHROMIUM,
      args: CHROMIUM_ARGUMENTS.split(' ').filter(Boolean),
    },
  },
});
