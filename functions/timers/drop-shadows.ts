import { app } from '@azure/functions';
import { services } from '../../src/app.js';
import { dropShadows } from '../../src/commands/drop-shadows.js';

app.timer('dropShadows', {
  schedule: '0 7 0 * * *',
  handler: async (_, context) => {
    const dropped = await dropShadows(await services());
    context.log(JSON.stringify({ event: 'shadows-dropped', dropped }));
  },
});
