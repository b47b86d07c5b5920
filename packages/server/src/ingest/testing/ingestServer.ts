// A server that only takes spans, in a process of its own so that a test can kill it. Argument: the data directory. Prints its port.
import { pino } from 'pino';
import { openEmbeddedStore } from '../../store/embeddedStore.ts';
import { createIngest } from '../createIngest.ts';
import { startOtlpHttp } from '../receivers/otlpHttp.ts';

const log = pino({ level: 'silent' });
const store = await openEmbeddedStore({ dataDir: process.argv[2] ?? '', log });
const receiver = await startOtlpHttp({ port: 0, ingest: createIngest(store, { flushMs: 5 }), log });
process.stdout.write(`${JSON.stringify({ port: receiver.port, enginePid: store.enginePid })}\n`);
