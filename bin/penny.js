#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/cli/main.js', import.meta.url);
if (!existsSync(main)) {
  process.stderr.write(
    'penny: the tool is not built yet\n  hint: run `npm ci` (or `npm run build`) in the checkout first\n',
  );
  process.exit(70);
}
await import(main.href);
