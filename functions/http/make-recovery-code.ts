import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { makeRecoveryCode } from '../../src/commands/make-recovery-code.js';
import { makeRecoveryCodeContract } from '../../src/http/contracts/make-recovery-code.js';

app.http('makeRecoveryCode', {
  ...route(makeRecoveryCodeContract, ({ parts, caller }) => makeRecoveryCode(parts, caller)),
  extraInputs: [df.input.durableClient()],
});
