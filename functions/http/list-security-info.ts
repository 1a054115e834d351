import { app } from '@azure/functions';

import { route } from '../../src/app.js';
import { listSecurityInfo } from '../../src/commands/list-security-info.js';
import { listSecurityInfoContract } from '../../src/http/contracts/list-security-info.js';

app.http('listSecurityInfo', {
  ...route(listSecurityInfoContract, ({ parts, caller }) => listSecurityInfo(parts, caller)),
});
