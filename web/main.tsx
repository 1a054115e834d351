import { options, render } from 'preact';
import { App } from './app/app.js';
import { linkOf } from './links/link-of.js';
import { LinkPage } from './links/link-page.js';
import { startTexts } from './texts/text.js';

// Effects at once and not after the next frame: whoever types fast loses no letter to a list that follows late, and the
// focus is on a new page's heading before the next key is pressed.
options.requestAnimationFrame = queueMicrotask;

const page = document.getElementById('page');
const link = linkOf(location.pathname);
if (page !== null) {
  try {
    await startTexts();
    render(link === undefined ? <App /> : <LinkPage link={link} />, page);
  } catch {
    render(<NotLoaded />, page);
  }
}

/** In English: what is missing is the texts. */
function NotLoaded() {
  return (
    <main class="sheet">
      <h1>Account security</h1>
      <p role="alert">This page could not be loaded whole. Check your connection and load it again.</p>
    </main>
  );
}
