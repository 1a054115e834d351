import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { signInApp } from '../../src/commands/sign-in-app.js';
import { signInAppContract } from '../../src/http/contracts/sign-in-app.js';

app.http(
  'signInApp',
  route(signInAppContract, ({ parts, body, networkAddress }) =>
    signInApp(parts, { ...body, networkAddress }),
  ),
);
