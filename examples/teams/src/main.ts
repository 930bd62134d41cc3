// A tab of Teams that shows the user's print jobs. Its settings are in public/config.json.
import { app } from '@microsoft/teams-js';
import type { Configuration } from '@azure/msal-browser';
import type { PrintRedirectOptions, Theme } from 'print-redirect';
import { tokensOfHost } from './signIn';
import 'print-redirect';

interface Config {
  msal: Configuration;
  widget: Pick<PrintRedirectOptions, 'queues' | 'graph' | 'gateway'>;
}

const THEMES: Record<string, Theme> = { default: 'light', dark: 'dark', contrast: 'contrast', glass: 'dark' };

function themeOf(host: string): Theme {
  return THEMES[host] ?? 'auto';
}

async function start() {
  const { msal, widget: options } = (await (await fetch('config.json')).json()) as Config;
  const { app: host } = await app.getContext();
  const widget = document.createElement('print-redirect');
  Object.assign(widget, options, { locale: host.locale, theme: themeOf(host.theme), getToken: await tokensOfHost(msal) });
  app.registerOnThemeChangeHandler((theme) => (widget.theme = themeOf(theme)));
  // The host shows its own progress until it is told that there is something to see.
  const tellHost = () => void app.notifySuccess();
  widget.addEventListener('ready', tellHost, { once: true });
  widget.addEventListener('problem', tellHost, { once: true });
  document.querySelector('#root')!.append(widget);
}

/** Whether a host answers: at once where nothing could, and after a minute where nothing does. */
function isInHost(): Promise<boolean> {
  return app.initialize().then(() => true, () => false);
}

// Teams first: MSAL asks the host for tokens only over the bridge that this sets up.
if (await isInHost()) {
  try {
    await start();
  } catch (error) {
    app.notifyFailure({ reason: app.FailedReason.Other, message: String(error) });
  }
} else {
  document.querySelector('#root')!.textContent = 'Open this page in Microsoft Teams or Outlook.';
}
