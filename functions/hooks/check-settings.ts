import { app } from '@azure/functions';
import { parseConfig } from '../../src/config.js';

// A wrong setting stops the start instead of failing the first request.
app.hook.appStart(() => {
  parseConfig(process.env);
});
