import * as df from 'durable-functions';
import { activityParts } from '../../src/app.js';
import { readContactRemoval } from '../../src/commands/read-contact-removal.js';
import { handling } from '../../src/workflows/activity.js';
import { readContactRemoval as signature } from '../../src/workflows/contact-removal.js';

df.app.activity(signature.name, {
  handler: handling(signature, async (input) => readContactRemoval(await activityParts(), input)),
});
