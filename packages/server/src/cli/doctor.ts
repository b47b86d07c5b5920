// `watchingcat doctor`: looks for what keeps the server from running here, and says how to fix it.
import { loadConfig } from '../config/loadConfig.ts';
import { refusePublicAddress } from '../config/publicAddress.ts';
import { examine, type Finding } from './doctorChecks.ts';

export interface DoctorOptions {
  readonly configFile?: string | undefined;
  readonly json: boolean;
}

/** @returns the exit code: 1 when something fails @throws ConfigError */
export async function doctor({ configFile, json }: DoctorOptions): Promise<number> {
  const config = await loadConfig({ file: configFile, env: process.env, cwd: process.cwd() });
  refusePublicAddress(config);
  const findings = await examine(config);
  process.stdout.write(json ? `${JSON.stringify({ findings }, undefined, 2)}\n` : `${findings.map(line).join('\n')}\n`);
  return findings.some((finding) => finding.status === 'fail') ? 1 : 0;
}

function line({ name, status, detail, fix }: Finding): string {
  return `${status.padEnd(4)}  ${name}: ${detail}${fix ? `\n        ${fix}` : ''}`;
}
