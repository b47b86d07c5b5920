// Load from a tool that nobody here wrote: each trace has one client span and one server span.
import { join } from 'node:path';
import { logTail, startProgram } from '../processes.ts';

export interface Telemetrygen {
  /** Sends exactly `traces` traces of two spans by OTLP gRPC and resolves when the receiver has taken them. */
  sendTraces(load: TraceLoad): Promise<void>;
}

export interface TraceLoad {
  /** host:port */
  readonly otlpGrpc: string;
  readonly service: string;
  readonly traces: number;
}

export const SPANS_PER_TRACE = 2;

export function telemetrygen(program: string, dir: string): Telemetrygen {
  return {
    async sendTraces({ otlpGrpc, service, traces }) {
      const logFile = join(dir, 'telemetrygen.log');
      const size = ['--traces', String(traces), '--rate', '0', '--workers', '1', '--child-spans', '1'];
      const run = await startProgram('telemetrygen', {
        command: program,
        args: ['traces', '--otlp-insecure', '--otlp-endpoint', otlpGrpc, '--service', service, ...size],
        logFile,
      });
      const result = await run.ended;
      if (result !== 0) throw new Error(`telemetrygen ended with ${result}. Its last words:\n${logTail(logFile)}`);
    },
  };
}
