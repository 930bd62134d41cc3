// The web part in examples/sharepoint, as SharePoint's own tools build it, on a page that stands in for SharePoint.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { wcagViolations } from './support/axe.mjs';
import { contrast } from './support/contrast.mjs';
import { builtExample, expect, isBuilt, test as base, withHosts } from './support/examples.mjs';
import { KITCHEN, REPORT } from './support/names.mjs';

const GRAPH = 'https://graph.microsoft.com';
const GATEWAY = 'https://print.contoso.example';
const SCOPE = 'api://print-gateway/Jobs.Redirect';
/** SharePoint's, as far as scripts go: `'unsafe-eval'`, which allows WebAssembly, and no other origin. */
const POLICY = {
  'script-src': "'self' 'unsafe-eval'", 'connect-src': `${GRAPH} ${GATEWAY}`, 'require-trusted-types-for': undefined, 'trusted-types': undefined,
};
/**
 * The themes of a site's sections: what `@fluentui/scheme-utilities` 8.3.73 makes of a teal theme for the four backgrounds that
 * SharePoint offers, and a dark theme. They have the colours that a web part may use for such a widget.
 */
const SECTIONS = {
  none: themeOf(false, '#03787c', ['#ffffff', '#323130', '#03787c', '#024446'], ['#03787c', '#026d70', '#025c5f', '#ffffff']),
  neutral: themeOf(false, '#026d70', ['#f3f2f1', '#323130', '#026d70', '#024446'], ['#03787c', '#026d70', '#025c5f', '#ffffff']),
  soft: themeOf(false, '#026d70', ['#f0f9fa', '#323130', '#026d70', '#024446'], ['#03787c', '#026d70', '#025c5f', '#ffffff']),
  strong: themeOf(true, '#ffffff', ['#03787c', '#ffffff', '#ffffff', '#ffffff'], ['#ffffff', '#c5e9ea', '#98d6d8', '#03787c']),
  dark: themeOf(true, '#4fe4e8', ['#1b1a19', '#ffffff', '#4fe4e8', '#85eef1'], ['#4fe4e8', '#47cdd1', '#3ba9ac', '#1b1a19']),
};

function themeOf(isInverted, themePrimary, body, button) {
  const [bodyBackground, bodyText, link, linkHovered] = body;
  const [primaryButtonBackground, primaryButtonBackgroundHovered, primaryButtonBackgroundPressed, primaryButtonText] = button;
  const semanticColors = {
    bodyBackground, bodyText, link, linkHovered,
    primaryButtonBackground, primaryButtonBackgroundHovered, primaryButtonBackgroundPressed, primaryButtonText,
  };
  return { isInverted, palette: { themePrimary }, semanticColors };
}

async function manifestOfWebPart() {
  const folder = join(builtExample('sharepoint'), 'manifests');
  const file = (await readdir(folder)).find((name) => name.endsWith('.manifest.json'));
  return JSON.parse(await readFile(join(folder, file), 'utf8'));
}

const test = base.extend({
  /**
   * Opens the page with the web part. The tenant is in the place of Graph and of the gateway. Gives the resources that tokens
   * were asked for.
   */
  openSite: async ({ page, serveExample, tenant }, use) => {
    await use(async (changes = {}, { language = 'en-US', theme = SECTIONS.none } = {}) => {
      const { queues, account, token } = await tenant.scenario('one-job');
      const asked = [];
      await page.exposeFunction('siteToken', (resource) => {
        asked.push(resource);
        return token;
      });
      for (const origin of [GRAPH, GATEWAY]) {
        await page.route(`${origin}/**`, async (route) => {
          const { pathname, search } = new URL(route.request().url());
          try {
            await route.fulfill({ response: await route.fetch({ url: `${tenant.base}${pathname}${search}` }) });
          } catch {
            // The page does not want it any more.
          }
        });
      }
      await page.goto(`${await serveExample('sharepoint', POLICY, withHosts)}/host/sharepoint.html`);
      const settings = {
        properties: { share: queues[0].share, gatewayUrl: '', gatewayScope: '', ...changes },
        userId: account.localAccountId, language, theme,
      };
      await page.evaluate(
        async ([manifest, settings]) => void (window.webPart = await window.addWebPart(manifest, settings)),
        [await manifestOfWebPart(), settings],
      );
      return asked;
    });
  },
});

test.describe('the example sharepoint', () => {
  test.skip(() => !isBuilt('sharepoint'), 'its tools need Node.js 22');

  test('prints with tokens of the site', async ({ openSite, printIn, widget }) => {
    const asked = await openSite();
    await printIn(widget);
    expect(new Set(asked)).toEqual(new Set([GRAPH]));
  });

  test('asks for a token of the gateway by the resource of its scope', async ({ openSite, printIn, widget }) => {
    const asked = await openSite({ gatewayUrl: GATEWAY, gatewayScope: SCOPE });
    await printIn(widget);
    expect(new Set(asked)).toEqual(new Set([GRAPH, 'api://print-gateway']));
  });

  test('asks for the share in its property pane, and shows the jobs once it has it', async ({ page, openSite, tenant, widget }) => {
    await openSite({ share: '' });
    await expect(page.getByText('Edit this web part')).toBeVisible();
    const fields = await page.evaluate(() => window.webPart.getPropertyPaneConfiguration().pages[0].groups[0].groupFields.map(({ name }) => name));
    expect(fields).toEqual(['share', 'gatewayUrl', 'gatewayScope']);
    const { queues } = await tenant.host();
    await page.evaluate((share) => {
      window.webPart.properties.share = share;
      window.webPart.render();
    }, queues[0].share);
    await expect(widget.job(REPORT)).toBeVisible();
    await expect(page.getByText('Edit this web part')).toBeHidden();
  });

  test('follows the theme of its section', async ({ page, openSite, widget }) => {
    await openSite();
    /** The colours on the row of a job. Its quiet text has that of the theme, because SharePoint's themes name none for it. */
    const colors = () => widget.job(REPORT).evaluate((row) => [row, ...row.querySelectorAll('*')].map((part) => getComputedStyle(part).color));
    await expect.poll(colors).toEqual(expect.arrayContaining(['rgb(50, 49, 48)', 'rgb(97, 97, 97)']));
    await page.evaluate((theme) => window.webPart.onThemeChanged(theme), SECTIONS.dark);
    await expect.poll(colors).toEqual(expect.arrayContaining(['rgb(255, 255, 255)', 'rgb(173, 173, 173)']));
  });

  for (const [section, theme] of Object.entries(SECTIONS)) {
    test(`every text has contrast, and the button when it is hovered: ${section}`, async ({ page, openSite, widget }) => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await openSite({}, { theme });
      await widget.chooseRecent(KITCHEN);
      await expect(widget.button).toHaveAttribute('aria-disabled', 'false');
      const colors = () => widget.button.evaluate((button) => {
        const { color, backgroundColor } = getComputedStyle(button);
        return [color, backgroundColor];
      });
      const atRest = await colors();
      expect.soft(contrast(...atRest), 'the button').toBeGreaterThanOrEqual(4.5);
      expect.soft(await wcagViolations(page)).toEqual([]);
      await widget.button.hover();
      await expect.poll(colors).not.toEqual(atRest);
      expect(contrast(...(await colors())), 'the button under the pointer').toBeGreaterThanOrEqual(4.5);
    });
  }

  for (const [language, refresh] of [['de-DE', 'Aktualisieren'], ['ar-SA', 'تحديث']]) {
    test(`speaks the language of the user: ${language}`, async ({ page, openSite }) => {
      await openSite({}, { language });
      await expect(page.getByRole('button', { name: refresh })).toBeVisible();
    });
  }

  test('is gone from the page after it was disposed', async ({ page, openSite, widget }) => {
    await openSite();
    await expect(widget.job(REPORT)).toBeVisible();
    await page.evaluate(() => window.webPart.onDispose());
    await expect(page.locator('#canvas > div')).toBeEmpty();
  });
});
