import { app } from '@azure/functions';
import { inInvocation } from '../../src/app.js';

// AUD-1: events are logged where they are committed, deep below any function. Every run has its span.
app.hook.preInvocation((hook) => {
  const { functionHandler: handler, invocationContext } = hook;
  hook.functionHandler = (input, context) =>
    inInvocation(invocationContext, input, (given) => handler(given, context) as unknown);
});
