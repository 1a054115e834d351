import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { listTrustedDevices } from '../../src/commands/list-trusted-devices.js';
import { listTrustedDevicesContract } from '../../src/http/contracts/list-trusted-devices.js';

app.http(
  'listTrustedDevices',
  route(listTrustedDevicesContract, ({ parts, caller }) => listTrustedDevices(parts, caller)),
);
