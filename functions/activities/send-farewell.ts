import * as df from 'durable-functions';
import { activityParts } from '../../src/app.js';
import { sendFarewell } from '../../src/commands/send-farewell.js';
import { sendFarewell as signature } from '../../src/workflows/account-erasure.js';
import { handling } from '../../src/workflows/activity.js';

df.app.activity(signature.name, {
  handler: handling(signature, async (input) => sendFarewell(await activityParts(), input)),
});
