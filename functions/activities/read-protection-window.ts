import * as df from 'durable-functions';
import { activityParts } from '../../src/app.js';
import { readProtectionWindow } from '../../src/commands/read-protection-window.js';
import { handling } from '../../src/workflows/activity.js';
import { readProtectionWindow as signature } from '../../src/workflows/protection-window.js';

df.app.activity(signature.name, {
  handler: handling(signature, async (input) => readProtectionWindow(await activityParts(), input)),
});
