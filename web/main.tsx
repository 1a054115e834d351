import { render } from 'preact';
import { App } from './app/app.js';
import { linkOf } from './links/link-of.js';
import { LinkPage } from './links/link-page.js';
import { startTexts } from './texts/text.js';

await startTexts();
const page = document.getElementById('page');
const link = linkOf(location.pathname);
if (page !== null) render(link === undefined ? <App /> : <LinkPage link={link} />, page);
