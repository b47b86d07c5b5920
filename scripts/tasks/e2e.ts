// npm run e2e -- …: the browser tests alone, with Playwright's own arguments.
import { runProgram } from '../children.ts';
import { installed } from '../paths.ts';

process.exit(
  await runProgram(process.execPath, [
    installed('@playwright/test/cli.js'),
    'test',
    '-c',
    'e2e',
    ...process.argv.slice(2),
  ]),
);
