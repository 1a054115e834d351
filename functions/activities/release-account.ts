import * as df from 'durable-functions';
import { activityParts } from '../../src/app.js';
import { releaseAccount } from '../../src/commands/release-account.js';
import { releaseAccount as signature } from '../../src/workflows/account-erasure.js';
import { handling } from '../../src/workflows/activity.js';

df.app.activity(signature.name, {
  handler: handling(signature, async (input) => releaseAccount(await activityParts(), input)),
});
