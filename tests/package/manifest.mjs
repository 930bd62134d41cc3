// Compares custom-elements.json with its schema, and with the element, the types and the styles that it describes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv from 'ajv';
import { PrintRedirectElement } from 'print-redirect';

const ROOT = join(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
const manifest = require('print-redirect/custom-elements.json');
const schema = require('custom-elements-manifest/schema.json');
const ajv = new Ajv({ strict: false });
assert.ok(ajv.validate(schema, manifest), ajv.errorsText());

const [element] = manifest.modules[0].declarations;
const names = (list) => list.map(({ name }) => name).sort();
for (const { name, description } of Object.values(element).filter(Array.isArray).flat()) {
  assert.ok(description?.length > 3, `${name} has no description`);
}
assert.deepEqual(names(element.attributes), [...PrintRedirectElement.observedAttributes].sort());
assert.deepEqual(names(element.members.filter(({ kind }) => kind === 'field')), Object.keys(PrintRedirectElement.prototype).sort());
for (const { fieldName } of element.attributes) {
  assert.ok(fieldName === 'dir' || fieldName in PrintRedirectElement.prototype, `${fieldName} is no property`);
}
const types = readFileSync(join(ROOT, 'js/print-redirect.d.ts'), 'utf8');
assert.deepEqual(names(element.events), [...types.matchAll(/^ {2}(\w+): CustomEvent</gm)].map(([, name]) => name).sort());

const styles = ['style/tokens.css', 'style/widget.css', 'js/drawing.js'].map((file) => readFileSync(join(ROOT, file), 'utf8')).join();
const read = new Set([...styles.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
for (const name of names(element.cssProperties)) assert.ok(read.has(name), `${name} is read by no style`);
console.log(`custom-elements.json describes ${element.attributes.length} attributes and ${element.cssProperties.length} custom properties`);
