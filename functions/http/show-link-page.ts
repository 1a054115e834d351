import { app } from '@azure/functions';
import { linkPage } from '../../src/http/link-page.js';

app.http('showLinkPage', {
  methods: ['GET', 'HEAD'],
  route: 'api/links/{link}',
  authLevel: 'anonymous',
  handler: linkPage,
});
