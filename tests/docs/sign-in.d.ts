/** A page's own sign-in, as the samples import it from `/sign-in.js`. */
export declare function acquireToken(request: {
  scopes: string[];
  claims?: string;
  forceRefresh?: boolean;
}): Promise<string>;
