// The sender (sender.ts) as seen from a benchmark.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FromSender, LoadPlan, SenderTotals, ToSender } from './senderProtocol.ts';

export interface LoadProcess {
  readonly bytesPerRecord: number;
  /** Starts to send. @throws Error when a request was refused for good */
  run(onProgress?: (totals: SenderTotals) => void): Promise<SenderTotals>;
  /** No new requests until `resume`. */
  pause(): void;
  resume(): void;
  /** Lets `run` resolve once all requests on their way are acknowledged. */
  stop(): void;
  end(): void;
}

/** Resolves when all requests are made in advance. */
export async function startLoad(plan: LoadPlan): Promise<LoadProcess> {
  const child = fork(fileURLToPath(new URL('./sender.ts', import.meta.url)), [JSON.stringify(plan)], { execArgv: [] });
  const tell = (kind: ToSender['kind']): void => {
    if (child.connected) child.send({ kind } satisfies ToSender);
  };
  const [ready] = (await once(child, 'message')) as [Extract<FromSender, { kind: 'ready' }>];
  return {
    bytesPerRecord: ready.bytesPerRecord,
    run: (onProgress) =>
      new Promise((resolve, reject) => {
        child.on('message', (message: FromSender) => {
          if (message.kind === 'done') resolve(message);
          else if (message.kind === 'failed') reject(new Error(message.reason));
          else if (message.kind === 'progress') onProgress?.(message);
        });
        child.on('exit', (code) => reject(new Error(`The sender ended (${code})`)));
        tell('go');
      }),
    pause: () => tell('pause'),
    resume: () => tell('resume'),
    stop: () => tell('stop'),
    end: () => child.kill('SIGKILL'),
  };
}
