// npm run demo -- …: the shop's own command line (scenarios, answers).
import { runProgram } from '../children.ts';
import { DEMO } from '../paths.ts';

process.exit(await runProgram(process.execPath, [DEMO, ...process.argv.slice(2)]));
