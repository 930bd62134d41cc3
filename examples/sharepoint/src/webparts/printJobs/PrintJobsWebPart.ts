// The widget as a web part. The one-file variant of the package is bundled with it, because SharePoint serves no wasm.
import type { IReadonlyTheme } from '@microsoft/sp-component-base';
import { Version } from '@microsoft/sp-core-library';
import { type IPropertyPaneConfiguration, PropertyPaneTextField } from '@microsoft/sp-property-pane';
import { BaseClientSideWebPart } from '@microsoft/sp-webpart-base';
import { type PrintRedirectHandle, type PrintRedirectOptions, type TokenNeed, mount } from 'print-redirect/inline';

import * as strings from 'PrintJobsWebPartStrings';

export interface IPrintJobsWebPartProps {
  share: string;
  gatewayUrl: string;
  gatewayScope: string;
}

export default class PrintJobsWebPart extends BaseClientSideWebPart<IPrintJobsWebPartProps> {
  private _widget: Promise<PrintRedirectHandle> | undefined;
  private _isDark: boolean = false;

  /** Called at the start, and again after each change in the property pane. */
  public render(): void {
    if (!this.properties.share) {
      this._unmount();
      this.domElement.textContent = strings.NoShare;
      return;
    }
    const options: PrintRedirectOptions = this._options();
    if (this._widget) {
      this._widget.then((widget) => widget.update(options)).catch(() => undefined);
    } else {
      this.domElement.textContent = '';
      this._widget = mount(this.domElement, options);
    }
  }

  protected onThemeChanged(theme: IReadonlyTheme | undefined): void {
    this._isDark = !!theme?.isInverted;
    // Light sections get the site's colors, each text with its background. In a section with the color of the brand or with black,
    // the widget keeps its own dark surface: its quiet texts and its states were made for that one.
    const {
      bodyBackground,
      bodyText,
      link,
      linkHovered,
      primaryButtonBackground,
      primaryButtonBackgroundHovered,
      primaryButtonBackgroundPressed,
      primaryButtonText,
    } = (!this._isDark && theme?.semanticColors) || {};
    const colors: Record<string, string | undefined> = {
      '--colorNeutralBackground1': bodyBackground,
      '--colorNeutralForeground1': bodyText,
      '--colorBrandForegroundLink': link,
      '--colorBrandForegroundLinkHover': linkHovered,
      '--colorBrandBackground': primaryButtonBackground,
      '--colorBrandBackgroundHover': primaryButtonBackgroundHovered,
      '--colorBrandBackgroundPressed': primaryButtonBackgroundPressed,
      '--colorNeutralForegroundOnBrand': primaryButtonText,
      '--colorBrandStroke1': primaryButtonBackground,
    };
    Object.keys(colors).forEach((name) => this.domElement.style.setProperty(name, colors[name] ?? ''));
    if (this._widget) this.render();
  }

  protected onDispose(): void {
    this._unmount();
  }

  protected get dataVersion(): Version {
    return Version.parse('1.0');
  }

  protected getPropertyPaneConfiguration(): IPropertyPaneConfiguration {
    return {
      pages: [
        {
          header: { description: strings.Description },
          groups: [
            {
              groupFields: [
                PropertyPaneTextField('share', { label: strings.Share, description: strings.ShareHint }),
                PropertyPaneTextField('gatewayUrl', { label: strings.GatewayUrl }),
                PropertyPaneTextField('gatewayScope', { label: strings.GatewayScope, description: strings.GatewayScopeHint }),
              ],
            },
          ],
        },
      ],
    };
  }

  private _options(): PrintRedirectOptions {
    const { share, gatewayUrl, gatewayScope } = this.properties;
    const { aadInfo, cultureInfo } = this.context.pageContext;
    return {
      queues: [{ share }],
      gateway: gatewayUrl ? { url: gatewayUrl, scope: gatewayScope } : undefined,
      account: aadInfo ? { localAccountId: String(aadInfo.userId) } : undefined,
      locale: cultureInfo.currentUICultureName || undefined,
      theme: this._isDark ? 'dark' : 'light',
      getToken: this._getToken,
    };
  }

  /** SharePoint's provider takes a resource instead of scopes, and caches its tokens. */
  private readonly _getToken = async ({ audience, claims, forceRefresh }: TokenNeed): Promise<string> => {
    const resource: string =
      audience === 'graph' ? 'https://graph.microsoft.com' : this.properties.gatewayScope.replace(/\/[^/]*$/, '');
    const provider = await this.context.aadTokenProviderFactory.getTokenProvider();
    return provider.getToken(resource, { claims, useCachedToken: !forceRefresh });
  };

  private _unmount(): void {
    this._widget?.then((widget) => widget.unmount()).catch(() => undefined);
    this._widget = undefined;
  }
}
