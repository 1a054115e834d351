import * as df from 'durable-functions';
import { activityParts } from '../../src/app.js';
import { sendRecoveryCode } from '../../src/commands/send-recovery-code.js';
import { handling } from '../../src/workflows/activity.js';
import { sendRecoveryCode as signature } from '../../src/workflows/recovery-code.js';

df.app.activity(signature.name, {
  handler: handling(signature, async (input) => sendRecoveryCode(await activityParts(), input)),
});
