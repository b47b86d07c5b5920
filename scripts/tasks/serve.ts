// npm run serve -- …: the server alone, without the shop and without building the shell.
import { runProgram } from '../children.ts';
import { SERVER } from '../paths.ts';

process.exit(await runProgram(process.execPath, [SERVER, 'serve', ...process.argv.slice(2)]));
