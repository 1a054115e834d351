import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { answerCall } from '../../src/commands/answer-call.js';
import { answerCallContract } from '../../src/http/contracts/answer-call.js';

app.http('answerCall', {
  ...route(answerCallContract, ({ parts, services, query, body }) =>
    answerCall(parts, { ticket: query.ticket, events: services.parseCallEvents(body) }),
  ),
  // It records what became of the call: a change like any other, which may start flows.
  extraInputs: [df.input.durableClient()],
});
