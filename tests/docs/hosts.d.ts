/** Of the packages of SharePoint and Teams as much as the samples use, as their documentation has it. */
declare module '@microsoft/sp-webpart-base' {
  export class BaseClientSideWebPart<Properties> {
    protected properties: Properties;
    protected domElement: HTMLElement;
    protected context: {
      aadTokenProviderFactory: { getTokenProvider(): Promise<{
        getToken(resource: string, options?: { claims?: string; useCachedToken?: boolean }): Promise<string>;
      }> };
      pageContext: { aadInfo: { userId: object } | undefined; cultureInfo: { currentUICultureName: string } };
    };
  }
}

declare module '@microsoft/teams-js' {
  export const app: {
    initialize(): Promise<void>;
    getContext(): Promise<{ app: { locale: string; theme: string } }>;
    registerOnThemeChangeHandler(handler: (theme: string) => void): void;
    notifySuccess(): void;
  };
}
