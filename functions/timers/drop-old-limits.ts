import { app } from '@azure/functions';
import { services } from '../../src/app.js';
import { dropOldLimits } from '../../src/commands/drop-old-limits.js';

app.timer('dropOldLimits', {
  schedule: '0 7 0 * * *',
  handler: async (_, context) => {
    const dropped = await dropOldLimits(await services());
    context.log(JSON.stringify({ event: 'limits-dropped', dropped }));
  },
});
