// The least a durable function app can be, for the cold start of ours to be held against.
import { app } from '@azure/functions';
import * as df from 'durable-functions';

df.app.activity('greet', { handler: (name) => `Hello, ${name}` });

df.app.orchestration('greeting', function* (context) {
  return yield context.df.callActivity('greet', context.df.getInput());
});

app.http('hello', { route: 'hello', authLevel: 'anonymous', handler: () => ({ body: 'Hello' }) });
