import { render } from 'preact';
import { App } from './app/app.js';
import { startTexts } from './texts/text.js';

await startTexts();
const page = document.getElementById('page');
if (page !== null) render(<App />, page);
