import { app } from '@azure/functions';
import { web } from '../../src/app.js';

app.http('showAsset', { route: 'assets/{file}', ...web.asset });
