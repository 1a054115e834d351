import { app } from '@azure/functions';
import * as df from 'durable-functions';
app.http('hello', { handler: () => ({ body: 'hello' }) });
df.app.activity('a', { handler: () => 1 });
df.app.orchestration('o', function* (context) { return yield context.df.callActivity('a'); });
