import { app } from '@azure/functions';
import { web } from '../../src/app.js';

// A slash: an empty route would be the function's name.
app.http('showPage', { route: '/', ...web.page });
