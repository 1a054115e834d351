import { app } from '@azure/functions';
import { services } from '../../src/app.js';
import { forgetDeliveries } from '../../src/commands/forget-deliveries.js';

app.timer('forgetDeliveries', {
  schedule: '0 7 0 * * *',
  handler: async (_, context) => {
    const forgotten = await forgetDeliveries(await services());
    context.log(JSON.stringify({ event: 'deliveries-forgotten', forgotten }));
  },
});
