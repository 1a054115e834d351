import * as df from 'durable-functions';
import { activityParts } from '../../src/app.js';
import { readAccountErasure } from '../../src/commands/read-account-erasure.js';
import { readAccountErasure as signature } from '../../src/workflows/account-erasure.js';
import { handling } from '../../src/workflows/activity.js';

df.app.activity(signature.name, {
  handler: handling(signature, async (input) => readAccountErasure(await activityParts(), input)),
});
