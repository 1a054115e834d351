import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { gateOperation } from '../../src/commands/gate-operation.js';
import { gateOperationContract } from '../../src/http/contracts/gate-operation.js';

app.http(
  'gateOperation',
  route(gateOperationContract, ({ parts, body }) => gateOperation(parts, body)),
);
