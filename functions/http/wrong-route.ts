import { app } from '@azure/functions';
import { wrongRoute } from '../../src/http/wrong-route.js';

// Azure's host tries routes in the order of their functions' names: this one takes everything and must be the last.
app.http('wrongRoute', {
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  route: 'api/{*path}',
  authLevel: 'anonymous',
  handler: wrongRoute,
});
