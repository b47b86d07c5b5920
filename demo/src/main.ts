// The demo's command line: `node demo/src/main.ts start | scenario <name> | scenarios | answers | help`.
import { ConfigError } from './config.ts';
import { COMMANDS, USAGE } from './commands.ts';

const [command = 'help', ...args] = process.argv.slice(2);
const run = COMMANDS[command];
if (!run) {
  process.stderr.write(`Unknown command ${command}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await run(args, process.env);
  } catch (error) {
    const expected =
      error instanceof ConfigError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
    process.stderr.write(`${expected ? (error as Error).message : String((error as Error).stack)}\n`);
    process.exitCode = expected ? 2 : 1;
  }
}
