import type { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { activityParts, flowHistoryFor } from '../../src/app.js';
import { endAccountFlows } from '../../src/commands/end-account-flows.js';
import { endAccountFlows as signature } from '../../src/workflows/account-erasure.js';
import { handling } from '../../src/workflows/activity.js';

df.app.activity(signature.name, {
  extraInputs: [df.input.durableClient()],
  handler: handling(signature, async (input, context: InvocationContext) =>
    endAccountFlows(await activityParts(), flowHistoryFor(context), input),
  ),
});
