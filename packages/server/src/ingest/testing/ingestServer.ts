// A server that only takes spans, in a process of its own so that a test can kill it. Argument: the data directory. Prints its port.
import { join } from 'node:path';
import { pino } from 'pino';
import { openEmbeddedStore } from '../../store/embeddedStore.ts';
import { createIngest } from '../createIngest.ts';
import { startOtlpHttp } from '../receivers/otlpHttp.ts';

const log = pino({ level: 'silent' });
const dataDir = process.argv[2] ?? '';
const store = await openEmbeddedStore({ dataDir, log });
const ingest = await createIngest(store, join(dataDir, 'spool'), { flushMs: 5 });
const receiver = await startOtlpHttp({ port: 0, ingest, log });
process.stdout.write(`${JSON.stringify({ port: receiver.port, enginePid: store.enginePid })}\n`);
