import { app } from '@azure/functions';
import { services } from '../../src/app.js';
import { openapiHandler } from '../../src/http/openapi-handler.js';

app.http('getOpenapi', {
  methods: ['GET', 'HEAD'],
  route: 'api/openapi.json',
  authLevel: 'anonymous',
  handler: openapiHandler(services),
});
