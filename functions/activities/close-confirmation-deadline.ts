import * as df from 'durable-functions';
import { activityParts } from '../../src/app.js';
import { closeConfirmationDeadline } from '../../src/commands/close-confirmation-deadline.js';
import { handling } from '../../src/workflows/activity.js';
import { closeConfirmationDeadline as signature } from '../../src/workflows/confirmation-deadline.js';

df.app.activity(signature.name, {
  handler: handling(signature, async (input) => closeConfirmationDeadline(await activityParts(), input)),
});
