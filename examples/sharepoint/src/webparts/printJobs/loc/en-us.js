define([], function() {
  return {
    "Description": "The queue whose jobs this web part shows, and the gateway that prints them",
    "Share": "Id of the printer share",
    "ShareHint": "Universal Print, Printer shares, Share ID",
    "GatewayUrl": "Address of the gateway",
    "GatewayScope": "Scope of the gateway",
    "GatewayScopeHint": "As api://GATEWAY-CLIENT-ID/Jobs.Redirect",
    "NoShare": "Edit this web part, and enter the id of the printer share whose jobs it shows."
  };
});
