declare interface IPrintJobsWebPartStrings {
  Description: string;
  Share: string;
  ShareHint: string;
  GatewayUrl: string;
  GatewayScope: string;
  GatewayScopeHint: string;
  Languages: string;
  LanguagesHint: string;
  NoShare: string;
}

declare module 'PrintJobsWebPartStrings' {
  const strings: IPrintJobsWebPartStrings;
  export = strings;
}
