import * as df from 'durable-functions';
import { activityParts } from '../../src/app.js';
import { eraseRetiredContacts } from '../../src/commands/erase-retired-contacts.js';
import { handling } from '../../src/workflows/activity.js';
import { eraseRetiredContacts as signature } from '../../src/workflows/protection-window.js';

df.app.activity(signature.name, {
  handler: handling(signature, async (input) => eraseRetiredContacts(await activityParts(), input)),
});
