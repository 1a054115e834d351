import * as df from 'durable-functions';
import { activityParts } from '../../src/app.js';
import { closeProtectionWindow } from '../../src/commands/close-protection-window.js';
import { handling } from '../../src/workflows/activity.js';
import { closeProtectionWindow as signature } from '../../src/workflows/protection-window.js';

df.app.activity(signature.name, {
  handler: handling(signature, async (input) => closeProtectionWindow(await activityParts(), input)),
});
