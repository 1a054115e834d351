import { app } from '@azure/functions';
import { parseConfig } from '../../src/config.js';
import { notResolved } from '../../src/unresolved-settings.js';

// A wrong setting stops the start instead of failing the first request. A key of a side door does not: it is told of.
app.hook.appStart(() => {
  for (const name of parseConfig(process.env).unresolved)
    process.emitWarning(
      `${notResolved(name)}. What needs it is out until then: docs/operations.md, "unresolved-settings".`,
      'StartWarning',
    );
});
