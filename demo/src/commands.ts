// What each command of the demo's command line does. A command returns its exit code.
import { readConfig } from './config.ts';
import { answersFile, readAnswers } from './scenarios/answers.ts';
import { runScenario } from './scenarios/runScenario.ts';
import { SCENARIOS } from './scenarios/scenarios.ts';
import { Shop } from './supervisor/Shop.ts';

type Command = (args: string[], env: NodeJS.ProcessEnv) => Promise<number>;

export const USAGE = `Usage: npm run demo -- <command>

  start                     run the shop until Ctrl-C
      --port <n>            its port, 0 for a free one     (WATCHINGCAT_SHOP_PORT, 8080)
      --rate <n>            shopping sessions a second     (WATCHINGCAT_SHOP_RATE, 1)
      --seed <n>            which shoppers come            (WATCHINGCAT_SHOP_SEED, 1)
      --day-seconds <n>     length of a simulated day      (WATCHINGCAT_SHOP_DAY_SECONDS, 86400)
  scenarios                 list what can be broken
  scenario <name>           break it, wait, and repair it
      --duration <seconds>  instead of the scenario's own
      --url <url>           of the running shop            (WATCHINGCAT_SHOP_URL, http://127.0.0.1:8080)
  answers                   what was broken, where and when

The shop exports to OTEL_EXPORTER_OTLP_ENDPOINT (http://127.0.0.1:4318).
`;

const start: Command = async (args, env) => {
  const shop = new Shop(readConfig(args, env));
  const ended = new Promise<number>((resolve) => {
    shop.on('crash', (message) => {
      process.stderr.write(`${message}; the shop is closing\n`);
      resolve(1);
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(0));
    process.on('disconnect', () => resolve(0)); // when another program started us over IPC and is gone
  });
  shop.on('note', (message) => process.stdout.write(`${message}\n`));
  const started = shop.start().then((url) => {
    process.stdout.write(`Shop is ready: ${url}\n`);
    return ended;
  });
  try {
    return await Promise.race([started, ended]);
  } finally {
    await shop.stop();
    process.disconnect?.();
  }
};

const scenarios: Command = async () => {
  for (const { name, summary, durationSeconds } of SCENARIOS) {
    process.stdout.write(`${name.padEnd(15)} ${String(durationSeconds).padStart(4)} s  ${summary}\n`);
  }
  return 0;
};

const answers: Command = async (args, env) => {
  const { dataDir } = readConfig(args, env);
  const recorded = await readAnswers(dataDir);
  if (recorded.length === 0) process.stdout.write(`Nothing was broken yet (${answersFile(dataDir)})\n`);
  for (const { startedAt, endedAt, kind, target, intensity, unit, scenario } of recorded) {
    const what = `${kind} at ${target}, ${intensity} ${unit}${scenario === undefined ? '' : ` (scenario ${scenario})`}`;
    process.stdout.write(`${startedAt} … ${endedAt ?? 'still on, or the shop was killed'}  ${what}\n`);
  }
  return 0;
};

const help: Command = async () => {
  process.stdout.write(USAGE);
  return 0;
};

export const COMMANDS: Readonly<Record<string, Command>> = { start, scenario: runScenario, scenarios, answers, help };
