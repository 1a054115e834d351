import { app } from '@azure/functions';
import { noSuchRoute } from '../../src/http/no-such-route.js';

app.http('noSuchRoute', {
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  route: 'api/{*path}',
  authLevel: 'anonymous',
  handler: noSuchRoute,
});
