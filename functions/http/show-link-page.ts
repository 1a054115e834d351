import { app } from '@azure/functions';
import { web } from '../../src/app.js';

app.http('showLinkPage', { route: 'api/links/{link}', ...web.linkPage });
