// Checks manifest/manifest.json against Microsoft's schema of its version, which the package `@microsoft/app-manifest` has.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const read = (...path) => JSON.parse(readFileSync(join(import.meta.dirname, ...path), 'utf8'));
const manifest = read('manifest/manifest.json');
const version = `v${manifest.manifestVersion}`;
const schema = read('node_modules/@microsoft/app-manifest/build/json-schemas/teams', version, 'MicrosoftTeams.schema.json');

const ajv = new Ajv({ allErrors: true, strictTypes: false });
addFormats(ajv, ['uri', 'email', 'regex']);
if (!ajv.validate(schema, manifest)) {
  for (const { instancePath, message } of ajv.errors) console.error(`manifest.json: ${instancePath} ${message}`);
  process.exitCode = 1;
}
