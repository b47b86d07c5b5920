// Nobody has to sign in yet, so the server only listens where other machines do not reach it, unless it is told that this is fine.
import { isIPv4 } from 'node:net';
import { ConfigError } from './loadConfig.ts';
import type { Config } from './schema.ts';

/** @throws ConfigError when an address is not a loopback one and allowPublicWithoutAuth is not set */
export function refusePublicAddress(config: Config): void {
  if (config.allowPublicWithoutAuth) return;
  for (const [key, address] of [
    ['host', config.host],
    ['otlp.host', config.otlp.host],
  ] as const) {
    if (isLoopback(address)) continue;
    throw new ConfigError(
      `${key} is ${address}, which other machines may reach, and WatchingCat asks nobody to sign in yet: everybody there could read and ` +
        `send telemetry. Leave ${key} at 127.0.0.1 and put a proxy with a login before it; or, where the network itself is closed ` +
        '(a container network, a firewall), set allowPublicWithoutAuth: true (WATCHINGCAT_ALLOW_PUBLIC_WITHOUT_AUTH=true).',
    );
  }
}

function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || (isIPv4(address) && address.startsWith('127.'));
}
