import * as df from 'durable-functions';
import { activityParts } from '../../src/app.js';
import { eraseAccountRows } from '../../src/commands/erase-account-rows.js';
import { eraseAccountRows as signature } from '../../src/workflows/account-erasure.js';
import { handling } from '../../src/workflows/activity.js';

df.app.activity(signature.name, {
  handler: handling(signature, async (input) => eraseAccountRows(await activityParts(), input)),
});
