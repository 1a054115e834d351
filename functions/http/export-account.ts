import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { exportAccount } from '../../src/commands/export-account.js';
import { exportAccountContract } from '../../src/http/contracts/export-account.js';

app.http(
  'exportAccount',
  route(exportAccountContract, ({ parts, caller }) => exportAccount(parts, caller)),
);
