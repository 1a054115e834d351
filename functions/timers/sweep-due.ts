import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { services, telemetry, workflowsFor } from '../../src/app.js';
import { sweepDue } from '../../src/commands/sweep-due.js';

app.timer('sweepDue', {
  schedule: '0 7 */6 * * *',
  extraInputs: [df.input.durableClient()],
  handler: async (_, context) => {
    const swept = await sweepDue(await services(), workflowsFor(context));
    for (const result of ['due', 'resumed', 'failed', 'left'] as const)
      telemetry.count('security_info.sweeps.entries', { result }, swept[result]);
    const told = JSON.stringify({ event: 'due-swept', ...swept });
    if (swept.failed > 0 || swept.stopped !== undefined) context.error(told);
    else if (swept.due > 0) context.log(told);
  },
});
