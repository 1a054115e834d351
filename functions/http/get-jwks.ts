import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { ok } from '../../src/domain/outcome.js';
import { getJwksContract } from '../../src/http/contracts/get-jwks.js';

app.http(
  'getJwks',
  route(getJwksContract, ({ parts }) => ok({ keys: parts.tokens.publicKeys })),
);
