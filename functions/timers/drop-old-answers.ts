import { app } from '@azure/functions';
import { services } from '../../src/app.js';
import { dropOldAnswers } from '../../src/commands/drop-old-answers.js';

app.timer('dropOldAnswers', {
  schedule: '0 7 0 * * *',
  handler: async (_, context) => {
    const dropped = await dropOldAnswers(await services());
    context.log(JSON.stringify({ event: 'answers-dropped', dropped }));
  },
});
