// Puts `penny` where npx looks first, node_modules/.bin, so that `npx penny` in a checkout runs this checkout's tool at
// once, instead of having npm install the checkout into a cache of its own.
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../node_modules/.bin/', import.meta.url));
try {
  mkdirSync(folder, { recursive: true });
  rmSync(`${folder}penny`, { force: true });
  symlinkSync('../../bin/penny.js', `${folder}penny`);
} catch (error) {
  // Some file systems have no links; npx then takes its longer way.
  process.stderr.write(`penny is not linked: ${error instanceof Error ? error.message : String(error)}\n`);
}
