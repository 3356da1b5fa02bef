#!/usr/bin/env node
// The launcher exists at install time, so that npm can link it; the program itself is built later.
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) await import(main.href);
else {
  console.error('veinline is not built yet. Run "npm start" or "npm run build" in the repository first.');
  process.exitCode = 2;
}
