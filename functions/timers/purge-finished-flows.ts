import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { flowHistoryFor, services } from '../../src/app.js';
import { purgeFinishedFlows } from '../../src/commands/purge-finished-flows.js';

app.timer('purgeFinishedFlows', {
  schedule: '0 7 0 * * *',
  extraInputs: [df.input.durableClient()],
  handler: async (_, context) => {
    const purged = await purgeFinishedFlows(await services(), flowHistoryFor(context));
    context.log(JSON.stringify({ event: 'flows-purged', purged }));
  },
});
