// Runs the commands of the package's README that check its files: on the package as npm unpacks it, and after a change in it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGE = join(import.meta.dirname, 'node_modules/print-redirect');
const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf8');
const [, section] = readme.split('## Check the files');
const [all, one] = [...section.matchAll(/```sh\n(.*?)```/gs)].map(([, command]) => command);

const run = (command, cwd) => spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8' });

const folder = mkdtempSync(join(tmpdir(), 'print-redirect-integrity-'));
try {
  cpSync(PACKAGE, folder, { recursive: true });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const expected = files.length - 1; // the list itself
  const whole = run(all, folder);
  assert.equal(whole.status, 0, whole.stderr);
  assert.equal(whole.stdout, `${expected} files, 0 differ\n`);

  if (spawnSync('openssl', ['version']).error) console.log('openssl is missing: its command was not tried.');
  else {
    const { 'print-redirect.js': value } = JSON.parse(readFileSync(join(folder, 'integrity.json'), 'utf8'));
    assert.equal(`sha384-${run(one, folder).stdout}`, value);
  }

  appendFileSync(join(folder, 'locales/de.js'), ' ');
  const changed = run(all, folder);
  assert.equal(changed.status, 1);
  assert.equal(changed.stdout, `${expected} files, 1 differ locales/de.js\n`);
  console.log(`${expected} files have the digests of integrity.json; a changed one is named`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
