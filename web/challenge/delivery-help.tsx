import type { Challenge, Delivery } from '../api/shapes.js';
import { hasText, text } from '../texts/text.js';
import { Button } from '../ui/button.js';

/** CODE-7 "I didn't get it": what became of the message, what helps, and the other way to have it sent. */
export function DeliveryHelp({
  challenge,
  mayResend,
  onSwitch,
}: {
  readonly challenge: Challenge;
  readonly mayResend: boolean;
  readonly onSwitch: (delivery: Delivery) => void;
}) {
  const other = otherDelivery(challenge.delivery);
  return (
    <details class="help">
      <summary>{text('challenge.help')}</summary>
      <p>{text(`challenge.delivery-${challenge.deliveryStatus}`)}</p>
      {challenge.help.length === 0 ? null : (
        <ul>
          {challenge.help.map(({ code, text: told }) => {
            const key = `help.${code}`;
            return <li key={code}>{hasText(key) ? text(key) : told}</li>;
          })}
        </ul>
      )}
      {other === undefined ? null : (
        <Button unavailable={!mayResend} onClick={() => onSwitch(other)}>
          {text(other === 'call' ? 'challenge.call-instead' : 'challenge.text-instead')}
        </Button>
      )}
    </details>
  );
}

function otherDelivery(delivery: Delivery): Delivery | undefined {
  switch (delivery) {
    case 'email':
      return undefined;
    case 'sms':
      return 'call';
    case 'call':
      return 'sms';
  }
}
