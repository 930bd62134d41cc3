declare interface IPrintJobsWebPartStrings {
  Description: string;
  Share: string;
  ShareHint: string;
  GatewayUrl: string;
  GatewayScope: string;
  GatewayScopeHint: string;
  NoShare: string;
}

declare module 'PrintJobsWebPartStrings' {
  const strings: IPrintJobsWebPartStrings;
  export = strings;
}
