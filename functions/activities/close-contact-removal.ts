import * as df from 'durable-functions';
import { activityParts } from '../../src/app.js';
import { closeContactRemoval } from '../../src/commands/close-contact-removal.js';
import { handling } from '../../src/workflows/activity.js';
import { closeContactRemoval as signature } from '../../src/workflows/contact-removal.js';

df.app.activity(signature.name, {
  handler: handling(signature, async (input) => closeContactRemoval(await activityParts(), input)),
});
