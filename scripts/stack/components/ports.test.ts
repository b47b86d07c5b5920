import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { freePorts, isFree, searchEngineBase } from './ports.ts';

it('gives as many different ports as asked', async () => {
  expect(new Set(await freePorts(9)).size).toBe(9);
});

it('sees that a port is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await isFree(port)).toBe(false);
  server.close();
  await once(server, 'close');
  expect(await isFree(port)).toBe(true);
});

it('chooses the base whose next port is free, from the offset on and around the end', async () => {
  const free =
    (...ports: number[]) =>
    async (port: number) =>
      ports.includes(port);
  expect(await searchEngineBase(free(9205, 9260), 10)).toBe(9259);
  expect(await searchEngineBase(free(9205), 10)).toBe(9204);
  expect(await searchEngineBase(free(9290), 0)).toBe(9289);
});

it('says what to do when all are taken', async () => {
  await expect(searchEngineBase(async () => false)).rejects.toThrow(/No port between 9201 and 9290 .* end one/);
});
