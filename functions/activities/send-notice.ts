import * as df from 'durable-functions';
import { activityParts } from '../../src/app.js';
import { sendNotice } from '../../src/commands/send-notice.js';
import { handling } from '../../src/workflows/activity.js';
import { sendNotice as signature } from '../../src/workflows/tell.js';

df.app.activity(signature.name, {
  handler: handling(signature, async (input) => sendNotice(await activityParts(), input)),
});
