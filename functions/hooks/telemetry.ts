import { app } from '@azure/functions';
import { flushTelemetry, startTelemetry } from '../../src/app.js';

// Before the first function runs: what is measured before there is anybody to tell is lost.
app.hook.appStart(startTelemetry);
app.hook.appTerminate(flushTelemetry);
