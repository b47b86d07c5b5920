import { describeTelemetryContract } from '../../../sources/test/telemetryContract.ts';
import { openSeededStore } from '../../test/seededStore.ts';

describeTelemetryContract('StoreTelemetry', openSeededStore);
