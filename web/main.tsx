import { options, render } from 'preact';
import { App } from './app/app.js';
import { NoWords } from './app/no-words.js';
import { linkOf } from './links/link-of.js';
import { LinkPage } from './links/link-page.js';
import { arrive } from './outside/arrival.js';
import { startTexts } from './texts/text.js';

// Effects at once and not after the next frame: whoever types fast loses no letter to a list that follows late, and the
// focus is on a new page's heading before the next key is pressed.
options.requestAnimationFrame = queueMicrotask;

const page = document.getElementById('page');
const link = linkOf(location.pathname);
if (link === undefined) void arrive();
const hasWords = await startTexts();
if (page !== null) {
  if (hasWords) render(link === undefined ? <App /> : <LinkPage link={link} />, page);
  else render(<NoWords />, page);
}
