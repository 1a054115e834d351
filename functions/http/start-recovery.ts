import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { startRecovery } from '../../src/commands/start-recovery.js';
import { startRecoveryContract } from '../../src/http/contracts/start-recovery.js';

app.http(
  'startRecovery',
  route(startRecoveryContract, ({ parts, body }) => startRecovery(parts, body)),
);
