import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { useRecoveryCode } from '../../src/commands/use-recovery-code.js';
import { useRecoveryCodeContract } from '../../src/http/contracts/use-recovery-code.js';

app.http('useRecoveryCode', {
  ...route(useRecoveryCodeContract, ({ parts, params, body, networkAddress }) =>
    useRecoveryCode(parts, { ...params, ...body, networkAddress }),
  ),
  extraInputs: [df.input.durableClient()],
});
