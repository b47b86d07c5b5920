// The log: JSON lines on stderr, one an event. stdout is for what the command says to a person or a script.
import { pino, type Logger } from 'pino';

export function createLog(level: string): Logger {
  // Synchronous, so that the last lines before an exit are there too.
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}
