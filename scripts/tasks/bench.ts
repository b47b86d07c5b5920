// npm run bench -- NAME: runs bench/NAME.ts; its last line is one JSON object.
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runProgram } from '../children.ts';
import { ROOT } from '../paths.ts';

const [name, ...args] = process.argv.slice(2);
const names = globSync('bench/*.ts', { cwd: ROOT }).map((file) => basename(file, '.ts'));
if (name === undefined || !names.includes(name)) {
  console.error(`Say which benchmark: npm run bench -- NAME, where NAME is one of ${names.join(', ')}.`);
  process.exit(2);
}
process.exit(await runProgram(process.execPath, ['--expose-gc', join(ROOT, 'bench', `${name}.ts`), ...args]));
