import * as df from 'durable-functions';
import { activityParts } from '../../src/app.js';
import { readConfirmationDeadline } from '../../src/commands/read-confirmation-deadline.js';
import { handling } from '../../src/workflows/activity.js';
import { readConfirmationDeadline as signature } from '../../src/workflows/confirmation-deadline.js';

df.app.activity(signature.name, {
  handler: handling(signature, async (input) => readConfirmationDeadline(await activityParts(), input)),
});
