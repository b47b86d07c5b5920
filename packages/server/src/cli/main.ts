// The command line: which command, its options, and what a person reads when something is wrong.
import { parseArgs } from 'node:util';
import { ConfigError } from '../config/loadConfig.ts';
import { VERSION } from '../version.ts';
import { help } from './help.ts';

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  config: { type: 'string', short: 'c' },
  shell: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** Runs one command. @returns the exit code: 0 done, 1 failed, 2 wrongly called */
export async function main(args: readonly string[]): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, allowNegative: true });
  } catch (error) {
    return wronglyCalled((error as Error).message);
  }
  const { values, positionals } = parsed;
  if (values.version) return say(VERSION);
  if (values.help) return say(help());
  const [command, ...rest] = positionals;
  if (command === undefined) return wronglyCalled('no command given');
  if (rest.length > 0) return wronglyCalled(`unexpected argument ${JSON.stringify(rest[0])}`);
  try {
    // Loaded when they run: whoever asks for help does not wait for a server to be read.
    if (command === 'serve') {
      const { serve } = await import('./serve.ts');
      return await serve({ configFile: values.config, shell: values.shell });
    }
    if (command === 'doctor') {
      const { doctor } = await import('./doctor.ts');
      return await doctor({ configFile: values.config, json: values.json === true });
    }
  } catch (error) {
    if (error instanceof ConfigError) return fail(error.message);
    throw error;
  }
  return wronglyCalled(`unknown command ${JSON.stringify(command)}`);
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function fail(message: string): number {
  process.stderr.write(`${message.replace(/^/gm, 'watchingcat: ')}\n`);
  return 1;
}

function wronglyCalled(message: string): number {
  process.stderr.write(`watchingcat: ${message}\n\n${help()}\n`);
  return 2;
}
