import * as df from 'durable-functions';
import { activityParts } from '../../src/app.js';
import { readNotice } from '../../src/commands/read-notice.js';
import { handling } from '../../src/workflows/activity.js';
import { readNotice as signature } from '../../src/workflows/notice.js';

df.app.activity(signature.name, {
  handler: handling(signature, async (input) => readNotice(await activityParts(), input)),
});
