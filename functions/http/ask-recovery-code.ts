import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { askRecoveryCode } from '../../src/commands/ask-recovery-code.js';
import { askRecoveryCodeContract } from '../../src/http/contracts/ask-recovery-code.js';

app.http('askRecoveryCode', {
  ...route(askRecoveryCodeContract, ({ parts, params, body }) =>
    askRecoveryCode(parts, { ...params, ...body }),
  ),
  extraInputs: [df.input.durableClient()],
});
