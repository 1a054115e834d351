import { text } from '../texts/text.js';
import { Page } from '../ui/page.js';

/** While it is being found out who has come. */
export function Arriving() {
  return (
    <Page title={text('sign-in.title')}>
      <p role="status">{text('common.loading')}</p>
    </Page>
  );
}
