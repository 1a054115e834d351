import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { revokeTrustedDevice } from '../../src/commands/revoke-trusted-device.js';
import { revokeTrustedDeviceContract } from '../../src/http/contracts/revoke-trusted-device.js';

app.http(
  'revokeTrustedDevice',
  route(revokeTrustedDeviceContract, ({ parts, caller, params }) =>
    revokeTrustedDevice(parts, caller, params),
  ),
);
