import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMANDS } from './commands.ts';
import { FaultBoard } from './faults/FaultBoard.ts';
import { recordAnswer } from './scenarios/answers.ts';
import { answerAdmin } from './supervisor/admin.ts';

let dir: string;
let server: Server;
let shop: string;
let recorded = Promise.resolve();
const board = new FaultBoard((change) => {
  recorded = recorded.then(() => recordAnswer(dir, change));
});
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'watchingcat-commands-'));
  // The admin API without the services behind it.
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const [method, id] = [request.method, request.url?.split('/')[3]];
      const reply =
        method === 'POST'
          ? answerAdmin(board, { action: 'start-scenario', input: JSON.parse(body) })
          : answerAdmin(board, method === 'DELETE' && id !== undefined ? { action: 'stop', id } : { action: 'list' });
      response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  shop = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  board.stop();
  await recorded;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(dir, { recursive: true });
});

/** Runs a command and returns its exit code and what it wrote. */
async function run(command: string, ...args: string[]): Promise<{ code: number; text: string }> {
  let text = '';
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    }),
  );
  try {
    const code = await COMMANDS[command](args, { WATCHINGCAT_DATA_DIR: dir, WATCHINGCAT_SHOP_URL: shop });
    return { code, text };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

it('lists scenarios and says how it is used', async () => {
  expect((await run('scenarios')).text).toContain('bad-release      180 s  Checkout is released in a new version');
  expect((await run('help')).text).toContain('Usage: npm run demo -- <command>');
});

it('runs a scenario to its end and then knows the answer', async () => {
  expect((await run('answers')).text).toContain('Nothing was broken yet');
  const { code, text } = await run('scenario', 'clock-skew', '--duration', '1');
  expect(code).toBe(0);
  expect(text).toMatch(/^clock-skew for 1 s: [^]*It is over\. Where to look:\n {2}- Traces: any trace with cart/);
  await recorded;
  expect((await run('answers')).text).toMatch(/^\S+Z … \S+Z {2}clock-skew at cart, -2 s \(scenario clock-skew\)\n$/);
});

it('refuses a scenario that is on already, one that does not exist, and a bad duration', async () => {
  answerAdmin(board, { action: 'start-scenario', input: { name: 'latency' } });
  expect(await run('scenario', 'latency')).toMatchObject({
    code: 1,
    text: expect.stringContaining('already on at cart'),
  });
  board.stop();
  expect(await run('scenario', 'nothing')).toMatchObject({
    code: 2,
    text: expect.stringContaining('Name a scenario: bad-release, '),
  });
  expect(await run('scenario', 'latency', '--duration', 'x')).toMatchObject({
    code: 2,
    text: expect.stringContaining('not "x"'),
  });
  expect(await run('scenario', 'latency', '--duration', '0')).toMatchObject({
    code: 1,
    text: expect.stringContaining('from 1 to 86400'),
  });
});
