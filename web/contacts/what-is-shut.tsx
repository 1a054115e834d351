import { text } from '../texts/text.js';
import { Icon } from '../ui/icon.js';

/** WIN-2: what a protected account can't do for a while, and what goes on. */
export function WhatIsShut({ twoStep }: { readonly twoStep: boolean }) {
  return (
    <ul class="points">
      <li>
        <Icon name="lock" />
        <span>{text('contacts.shut')}</span>
      </li>
      <li>
        <Icon name="check" />
        <span>
          {text('contacts.open')} {twoStep ? text('contacts.open-two-step') : null}
        </span>
      </li>
    </ul>
  );
}
