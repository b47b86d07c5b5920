import { logsToOtlpJson } from '../../../sources/test/otlpLogs.ts';
import { describeTelemetryContract } from '../../../sources/test/telemetryContract.ts';
import { openSeededStore } from '../../test/seededStore.ts';

describeTelemetryContract('StoreTelemetry', ({ spans, logs }) => openSeededStore(spans, logsToOtlpJson(logs)));
