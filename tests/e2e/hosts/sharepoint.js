// A stand-in for a page of SharePoint: reads the manifest of a built web part, loads the scripts that it names, and gives the web
// part what SharePoint's framework would give it.
//
// `window.addWebPart(manifest, settings)` adds it to the page and returns it. `siteToken`, which the test provides, answers a
// token for a resource.

/** The base class of web parts, as far as the example uses it. Web parts are compiled to functions, so it is one. */
function BaseClientSideWebPart() {}

/** What the framework provides; a web part only names it. */
const COMPONENTS = {
  '@microsoft/sp-core-library': { Version: { parse: (text) => ({ text }) } },
  '@microsoft/sp-property-pane': { PropertyPaneTextField: (name, options) => ({ name, ...options }) },
  '@microsoft/sp-webpart-base': { BaseClientSideWebPart },
};

const modules = new Map();

/** Called by each script of the web part, as AMD has it: with or without a name. A test's own script is none of them. */
window.define = (...given) => {
  const factory = given.pop();
  const name = document.currentScript?.dataset.module;
  if (name) modules.set(name, { dependencies: given.pop() ?? [], factory });
};
window.define.amd = {};

function load(name, src) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), { src, onload: resolve, onerror: reject });
    script.dataset.module = name;
    document.head.append(script);
  });
}

function require(name) {
  if (COMPONENTS[name]) return COMPONENTS[name];
  const module = modules.get(name);
  if (!module) throw new Error(`the manifest names no ${name}`);
  module.exports ??= module.factory(...module.dependencies.map(require));
  return module.exports;
}

window.addWebPart = async (manifest, { properties, userId, language, theme }) => {
  const { entryModuleId, scriptResources } = manifest.loaderConfig;
  for (const [name, { type, path, defaultPath }] of Object.entries(scriptResources)) {
    if (type === 'component') continue;
    await load(name, `/assets/${defaultPath ?? path?.default ?? path}`);
  }
  const WebPart = require(entryModuleId).default;
  const webPart = new WebPart();
  const domElement = document.createElement('div');
  document.querySelector('#canvas').append(domElement);
  const getTokenProvider = async () => ({ getToken: (resource, options) => window.siteToken(resource, options) });
  Object.assign(webPart, {
    domElement,
    properties,
    context: {
      aadTokenProviderFactory: { getTokenProvider },
      pageContext: { aadInfo: { userId: { toString: () => userId } }, cultureInfo: { currentUICultureName: language } },
    },
  });
  webPart.onThemeChanged(theme);
  webPart.render();
  return webPart;
};
